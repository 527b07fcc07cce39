//! What the edge does for the machines: requests, and a conversation over TCP and TLS.

use std::{
    future::Future,
    io::{self, Read, Write},
    net::TcpStream,
    path::Path,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use domain::time::Instant;
use providers::failure::StageFailure;
use providers::smtp::{Client, Line, Outcome, Plan, Security, Step};
use providers::wire::{Request, Response, Unreached, UnreachedKind};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use ureq::Agent;

pub fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    Instant(i64::try_from(since.as_millis()).expect("a clock before the year 292278994"))
}

/// Runs a future that never waits: ours block instead.
pub fn finish<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a blocking client never waits"),
    }
}

/// One request, no redirects followed.
pub fn fetch(request: Request) -> Result<Response, Unreached> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .proxy(None);
    let agent = config.build().new_agent();
    let (parts, body) = request.into_parts();
    let answer = if body.is_empty() && matches!(parts.method.as_str(), "GET" | "DELETE") {
        agent.run(http::Request::from_parts(parts, ()))
    } else {
        agent.run(http::Request::from_parts(parts, body))
    };
    let mut answer = answer.map_err(|error| unreached(&error))?;
    let bytes = answer.body_mut().read_to_vec().map_err(|error| unreached(&error))?;
    let (parts, _) = answer.into_parts();
    Ok(Response::from_parts(parts, bytes))
}

fn unreached(error: &ureq::Error) -> Unreached {
    let how = match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => UnreachedKind::Refused,
        ureq::Error::Timeout(_) => UnreachedKind::TimedOut,
        ureq::Error::HostNotFound => UnreachedKind::Name,
        _ => UnreachedKind::Closed,
    };
    Unreached::new(how, error.to_string())
}

/// The same for the functions that take a closure.
pub async fn fetching(request: Request) -> Result<Response, Unreached> {
    fetch(request)
}

/// How a conversation went.
pub struct Conversation {
    pub ended: Result<Outcome, StageFailure>,
    pub transcript: Vec<Line>,
}

/// Speaks with a mail server on this machine, trusting one CA.
pub fn conversation(plan: Plan, port: u16, ca: &Path) -> Conversation {
    let security = plan.security;
    let mut client = Client::new(plan);
    let mut ended = None;
    match open(port, security, ca) {
        Ok(wire) => {
            client.connected();
            converse(&mut client, wire, ca, &mut ended);
        }
        Err(why) => client.unreached(&why),
    }
    while ended.is_none() {
        match client.next() {
            Step::Failed(failure) => ended = Some(Err(failure)),
            Step::Close => break,
            other => panic!("nothing was to be done any more: {other:?}"),
        }
    }
    Conversation { ended: ended.expect("a task ends well or badly"), transcript: client.transcript().to_vec() }
}

fn open(port: u16, security: Security, ca: &Path) -> Result<Wire, Unreached> {
    let socket = TcpStream::connect(("127.0.0.1", port)).map_err(|error| {
        let how = if error.kind() == io::ErrorKind::ConnectionRefused {
            UnreachedKind::Refused
        } else {
            UnreachedKind::Closed
        };
        Unreached::new(how, error.to_string())
    })?;
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout can be set");
    match security {
        Security::Implicit => encrypt(socket, ca),
        Security::StartTls => Ok(Wire::Clear(socket)),
    }
}

fn converse(client: &mut Client, mut wire: Wire, ca: &Path, ended: &mut Option<Result<Outcome, StageFailure>>) {
    let mut buffer = vec![0; 16_384];
    loop {
        match client.next() {
            Step::Write(bytes) => {
                if let Err(error) = wire.write(&bytes) {
                    client.unreached(&broken(&error));
                }
            }
            Step::HandOver => {}
            Step::Read => match wire.read(&mut buffer) {
                Ok(length) => client.receive(buffer.get(..length).unwrap_or_default()),
                Err(error) => client.unreached(&broken(&error)),
            },
            Step::StartTls => {
                let Wire::Clear(socket) = wire else { panic!("TLS inside TLS") };
                match encrypt(socket, ca) {
                    Ok(private) => {
                        wire = private;
                        client.encrypted();
                    }
                    Err(why) => {
                        client.unreached(&why);
                        return;
                    }
                }
            }
            Step::Done(outcome) => *ended = Some(Ok(outcome)),
            Step::Failed(failure) => *ended = Some(Err(failure)),
            Step::Close => return,
        }
    }
}

fn broken(error: &io::Error) -> Unreached {
    let how = match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => UnreachedKind::TimedOut,
        _ => UnreachedKind::Closed,
    };
    Unreached::new(how, error.to_string())
}

enum Wire {
    Clear(TcpStream),
    Private(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Clear(socket) => socket.write_all(bytes),
            Self::Private(stream) => {
                stream.write_all(bytes)?;
                stream.flush()
            }
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(socket) => socket.read(buffer),
            Self::Private(stream) => stream.read(buffer),
        }
    }
}

fn encrypt(mut socket: TcpStream, ca: &Path) -> Result<Wire, Unreached> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(ca).expect("the CA's file is there") {
        roots.add(certificate.expect("a certificate")).expect("a CA");
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut connection = ClientConnection::new(Arc::new(config), name).expect("a connection");
    while connection.is_handshaking() {
        connection.complete_io(&mut socket).map_err(|error| Unreached::new(UnreachedKind::Tls, error.to_string()))?;
    }
    Ok(Wire::Private(Box::new(StreamOwned::new(connection, socket))))
}
