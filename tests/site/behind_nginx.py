"""A running `jalon up` with nginx in front, by the example that we ship, and visitors who come through it."""

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jalon.site.serve.port import free_port

EXAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PATIENCE_SECONDS = 300
MAIN = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
  access_log {folder}/access.log; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {server}
}}
"""


class Visitor:
    """Somebody at an address of their own, with a cookie jar, who trusts the test's certificate."""

    def __init__(self, port: int, certificate: Path, address: str = "127.0.0.1") -> None:
        context = ssl.create_default_context(cafile=str(certificate))
        self.line = http.client.HTTPSConnection(
            "localhost", port, context=context, source_address=(address, 0), timeout=PATIENCE_SECONDS
        )
        self.origin = f"https://localhost:{port}"
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        self.line.request(method, path.removeprefix(self.origin), body, {"Cookie": cookies, **headers})
        answer = self.line.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return answer

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **fields: str) -> http.client.HTTPResponse:
        """As a form of the page at `path` posts it."""
        token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', self.get(path).text)  # type: ignore[attr-defined]
        assert token, path
        body = urlencode({"csrfmiddlewaretoken": token[1].decode(), **fields}).encode()
        return self.ask("POST", path, body, **self.of_form("application/x-www-form-urlencoded"))

    def upload(self, path: str, name: str, content: bytes) -> http.client.HTTPResponse:
        token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', self.get(path).text)  # type: ignore[attr-defined]
        assert token, path
        head = b'--cut\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + token[1]
        file = f'\r\n--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        body = head + file + content + b"\r\n--cut--\r\n"
        return self.ask("POST", path, body, **self.of_form("multipart/form-data; boundary=cut"))

    def of_form(self, kind: str) -> dict[str, str]:
        return {"Content-Type": kind, "Origin": self.origin, "Referer": f"{self.origin}/"}


class Place:
    """A running Jalon with nginx in front."""

    def __init__(self, folder: Path) -> None:
        self.folder, seed = folder, 20_000 + os.getpid() % 20_000
        self.web = free_port(host="127.0.0.1", after=seed)
        self.plain = free_port(host="127.0.0.1", after=self.web)
        self.tls = free_port(host="127.0.0.1", after=self.plain)
        self.certificate = folder / "fullchain.pem"
        self.log = folder / "up.log"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        certificate_into(self.folder)
        settings = {
            "DJANGO_SETTINGS_MODULE": "jalon.site.settings",
            "JALON_DATA": str(self.folder / "data"),
            "PORT": str(self.web),
            "JALON_PUBLIC_URL": f"https://localhost:{self.tls}",
            "JALON_PROXIES": "1",
            "DATABASE_URL": "",
        }
        jalon = [sys.executable, "-c", "from jalon.site.cli import main; raise SystemExit(main(['up']))"]
        self._run(jalon, self.log, {**os.environ, **settings})
        (self.folder / "nginx.conf").write_text(self._configuration())
        assert NGINX
        self._run(
            [NGINX, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)], self.folder / "nginx.log", None
        )
        self._wait()

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        return Visitor(self.tls, self.certificate, address)

    def sign_in_link(self) -> str:
        link = re.search(r"sign in +(https://\S+)", self.log.read_text())
        assert link
        return link[1]

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def _configuration(self) -> str:
        server = EXAMPLE.read_text()
        for ours, its in {
            "127.0.0.1:8000": f"127.0.0.1:{self.web}",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.tls} ssl;",
            "/etc/ssl/jalon": str(self.folder),
            "server_name sales.example.com;": "server_name localhost;",
        }.items():
            assert ours in server, f"the example no longer says {ours}"
            server = server.replace(ours, its)
        user = "user root;" if os.geteuid() == 0 else ""  # else it gives up root, and its own folder with it
        return MAIN.format(folder=self.folder, server=server, user=user)

    def _run(self, command: list[str], log: Path, environment: dict[str, str] | None) -> None:
        process = subprocess.Popen(command, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT)
        self.processes.append(process)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if "Jalon is ready" in self.log.read_text() and self.visitor().get("/health/ready").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError(self.log.read_text() + (self.folder / "nginx.log").read_text())


def certificate_into(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(secret)
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
