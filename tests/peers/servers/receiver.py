"""The mail server that receives: aiosmtpd on five ports, recording every message it accepts.

relay       in clear, for anyone on this machine: where Dovecot hands mail on
submission  STARTTLS, then AUTH (RFC 6409)
smtps       TLS from the start, then AUTH (RFC 8314)
untrusted   as smtps, with a certificate of a CA that nobody trusts
small       as smtps, takes 100 kB and doesn't say so beforehand; knows LOGIN, but neither PLAIN nor XOAUTH2

Commands may have 512 octets (RFC 5321 4.5.3.1.4), AUTH with its initial response too. By XOAUTH2 any token signs in, because
nobody is asked what it is worth: what is refused is ordered.

Orders come as lines of JSON on standard input: {"id", "order": {stage, match, times, name, ...}} where `stage` is EHLO, AUTH,
XOAUTH2, MAIL, RCPT or DATA, `match` occurs in what came with that command (for DATA: in the message), and `reply` is a reply line, `close`
ends the connection, or neither is there and all goes on as always. `delay` are milliseconds before that. With `after`, DATA is
recorded first. It ends with its standard input.

Invariant: a message is told on standard output before its sender hears 250.
"""
import asyncio
import base64
import json
import logging
import ssl
import sys
import traceback
from email import message_from_bytes, policy

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, TLSSetupException

LIMIT = 20_000_000
SMALL = 100_000
REFUSED = {
    "nadie": "550 5.1.1 <{}>: Recipient address rejected: User unknown in local recipient table",
    "lleno": "552 5.2.2 <{}>: Mailbox is full",
    "luego": "450 4.2.0 <{}>: Recipient address rejected: Greylisted, try again later",
}


def tell(**event):
    print(json.dumps(event), flush=True)


class Receiver:
    """The hooks of one port."""

    orders = []

    def __init__(self, via):
        self.via = via

    def find(self, stage, text):
        """The first order that fits, spent by one; empty when there is none."""
        for order in self.orders:
            if order["stage"] == stage and order.get("match", "") in text:
                tell(event="met", name=order.get("name"))
                order["times"] = order.get("times", 1) - 1
                if order["times"] <= 0:
                    self.orders.remove(order)
                return order
        return {}

    async def obey(self, server, order):
        """The reply that was ordered; MISSING when none was."""
        await asyncio.sleep(order.get("delay", 0) / 1000)
        if order.get("close"):
            server.transport.abort()
            return "421 4.4.2 closing"
        return order.get("reply", MISSING)

    async def handle_exception(self, error):
        # A client that doesn't trust us hangs up in the middle of the handshake; that is no error of ours.
        if not isinstance(error, TLSSetupException):
            traceback.print_exception(error)
        return f"500 5.3.0 {error!r}"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        reply = await self.obey(server, self.find("EHLO", hostname))
        if reply is not MISSING:
            return [reply]
        if self.via == "small":
            return [line for line in responses if "SIZE" not in line.split("-")[-1].upper().split()[:1]]
        return responses

    async def handle_AUTH(self, server, session, envelope, args):
        given = base64.b64decode(args[1]).decode(errors="replace") if len(args) > 1 else ""
        return await self.obey(server, self.find("AUTH", given))

    async def auth_XOAUTH2(self, server, args):
        given = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        if given is MISSING:
            return AuthResult(success=False, handled=True)
        text = given.decode(errors="replace")
        reply = await self.obey(server, self.find("XOAUTH2", text))
        if reply is not MISSING:
            # The refusal comes as a challenge first, and counts once that was answered.
            await server.challenge_auth('{"status":"401","schemes":"bearer"}')
            return AuthResult(success=False, handled=False, message=reply)
        server.session.user = text.split("\x01")[0].removeprefix("user=")
        return AuthResult(success=True, auth_data=given)

    async def handle_MAIL(self, server, session, envelope, address, options):
        reply = await self.obey(server, self.find("MAIL", address))
        if reply is MISSING:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
            return "250 2.1.0 OK"
        return reply

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = await self.obey(server, self.find("RCPT", address))
        if reply is MISSING:
            reply = REFUSED.get(address.split("@")[0], "250 2.1.5 OK").format(address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.original_content
        head = message_from_bytes(raw.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n", policy=policy.SMTP)
        order = self.find("DATA", raw.decode("latin1"))

        def record():
            tell(
                event="mail",
                via=self.via,
                user=getattr(session, "user", None),
                message_id=(head["Message-ID"] or "").strip("<> "),
                subject=str(head["Subject"] or ""),
                **{"from": envelope.mail_from, "to": envelope.rcpt_tos},
                raw=base64.b64encode(raw).decode(),
            )

        if order.get("after"):
            record()
        reply = await self.obey(server, order)
        if reply is not MISSING:
            return reply
        if not order.get("after"):
            record()
        return "250 2.0.0 OK: recorded"


def checker(users):
    def authenticate(server, session, envelope, mechanism, given):
        try:
            user, password = given.login.decode(), given.password.decode()
        except UnicodeDecodeError:
            return AuthResult(success=False)
        if users.get(user) != password:
            return AuthResult(success=False, handled=False)
        session.user = user
        return AuthResult(success=True, auth_data=given)

    return authenticate


def context(files):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(files["certificate"], files["key"])
    return made


async def orders():
    reader = asyncio.StreamReader(limit=1 << 22)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        command = json.loads(line)
        if command["order"]:
            Receiver.orders.append(command["order"])
        tell(event="done", id=command["id"])


async def main(plan):
    loop = asyncio.get_running_loop()
    trusted, foreign = context(plan["trusted"]), context(plan["foreign"])
    signing_in = {"authenticator": checker(plan["users"]), "auth_required": True}
    inside = {**signing_in, "auth_require_tls": False}
    ports = {
        "relay": (None, {}),
        "submission": (None, {**signing_in, "tls_context": trusted, "require_starttls": True}),
        "smtps": (trusted, inside),
        "untrusted": (foreign, inside),
        "small": (trusted, {**inside, "data_size_limit": SMALL, "auth_exclude_mechanism": ["PLAIN", "XOAUTH2"]}),
    }
    listening = {}
    for via, (tls, options) in ports.items():
        options = {"data_size_limit": LIMIT, "enable_SMTPUTF8": True, "hostname": "mail.vega.example", **options}
        make = lambda via=via, options=options: SMTP(Receiver(via), loop=loop, **options)
        server = await loop.create_server(make, "127.0.0.1", 0, ssl=tls)
        listening[via] = server.sockets[0].getsockname()[1]
    tell(event="ready", ports=listening)
    await orders()


logging.disable(logging.CRITICAL)
asyncio.run(main(json.loads(sys.argv[1])))
