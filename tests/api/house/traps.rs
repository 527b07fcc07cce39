//! A trap of the module: it ends what was in flight and nothing else.

use api_tests::{Client, Server};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

/// Has the runtime trap in the middle of a call, as a panic or an overflow of the stack does: the error that unwinds through the
/// module's frames is of the same class.
const TRAP: &str = r#"
const address = Object.getOwnPropertyDescriptor(Request.prototype, "url");
Object.defineProperty(Request.prototype, "url", {
  get() {
    const url = address.get.call(this);
    if (url.endsWith("/trap")) throw new WebAssembly.RuntimeError("unreachable");
    return url;
  },
});
"#;

#[test]
fn a_trap_ends_what_was_in_flight_and_the_next_call_finds_a_fresh_instance() {
    let server = Server::beginning_with(TRAP, "traps");
    let nobody = Client::new(&server.url);
    assert_eq!(server.wake("job/clean_up"), server.wake("job/clean_up"));
    for _ in 0..3 {
        nobody.get("/api/health").expect(200);
        // A body that isn't whole yet: the call waits for the rest.
        let host = server.url.trim_start_matches("http://");
        let mut waiting = TcpStream::connect(host).expect("it listens");
        let head = format!(
            "POST /api/setup HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{",
            server.url
        );
        waiting.write_all(head.as_bytes()).expect("it reads");
        std::thread::sleep(Duration::from_millis(300));

        nobody.get("/api/trap").expect(500);
        nobody.get("/api/health").expect(200);

        waiting.write_all(b"}").expect("it reads");
        waiting.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
        let mut answer = String::new();
        waiting.read_to_string(&mut answer).expect("it is ended");
        assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");

        // The clock's objects live on.
        server.wake("job/clean_up");
    }
}
