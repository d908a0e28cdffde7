"""The little server for phones: pictures come in, nothing else does, and nobody holds it up."""

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from ipaddress import ip_address

import pytest
from PIL import Image

from counter.language import language_of
from tests.pictures import a_bomb, drawn, from_a_phone
from tests.ui.phone.visitors import ANY_PORT, HERE, Strip, asks, form_of, says, sends, serving
from ui.phone import server as of_server
from ui.phone import visit
from ui.phone.addresses import addresses, is_near
from ui.phone.server import VALID_S, PhoneServer, Pictures


def jpeg(seed: int = 0, size: tuple[int, int] = (640, 480)) -> bytes:
    out = BytesIO()
    drawn(seed, size).save(out, "JPEG")
    return out.getvalue()


def is_refused_soon(act: Callable[[], object]) -> bool:
    """Whether the line breaks, is reset or refused within four seconds."""
    began = time.monotonic()
    while time.monotonic() - began < 4:
        try:
            act()
        except (OSError, http.client.HTTPException):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(autouse=True)
def no_faults(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [one.message for one in caplog.records] == []


def test_a_phone_gets_the_form_in_its_language_and_nothing_about_anybody():
    with serving(Strip()) as server:
        english = asks(server, headers={"Accept-Language": "de,en;q=0.5"})
        chinese = asks(server, headers={"Accept-Language": "zh-TW,zh;q=0.9,en;q=0.8"})
    assert english.status == chinese.status == 200
    assert "Take a picture" in english.text
    assert "26 00123" in english.text
    assert "拍照" in chinese.text
    assert 'lang="zh-CN"' in chinese.text
    assert 'enctype="multipart/form-data"' in english.text
    assert 'capture="environment"' in english.text
    assert english.headers["Cache-Control"] == "no-store"
    assert english.headers["X-Content-Type-Options"] == "nosniff"
    policy = english.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert english.headers["Content-Security-Policy"] != chinese.headers["Content-Security-Policy"]
    assert "Server" not in english.headers


def test_pictures_come_in_small_and_bare(tmp_path):
    strip = Strip()
    photo = from_a_phone(tmp_path / "IMG_1.JPG").read_bytes()
    with serving(strip) as server:
        answer = sends(server, ("IMG_1.JPG", photo), ("b.png", jpeg(2)))
    assert answer.status == 200
    assert answer.text.count('class="good"') == 2
    assert "IMG_1.JPG is at the counter." in answer.text
    assert len(strip.taken) == 2
    for content in strip.taken:
        assert len(content) <= 200_000
        assert b"Secret" not in content
        (tmp_path / "got.jpg").write_bytes(content)
        with Image.open(tmp_path / "got.jpg") as picture:
            assert max(picture.size) <= 1600
            assert not picture.getexif()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "is no picture"), ("zh", "不是能识别的图片")]
)
def test_what_is_no_picture_is_said_on_the_phone_and_the_others_come(language: str, said: str):
    strip = Strip()
    with serving(strip) as server:
        name = '<b>"x".jpg'.replace('"', "%22")
        answer = sends(server, (name, b"no"), ("a.jpg", jpeg()), language=language)
        bomb = sends(server, ("bomb.png", a_bomb()))
        nothing = sends(server, ("", b""))
    assert said in answer.text
    assert "<b>" not in answer.text
    assert len(strip.taken) == 1
    assert "more dots" in bomb.text
    assert "No picture was chosen." in nothing.text


def test_nobody_comes_in_without_the_token():
    strip = Strip()
    with serving(strip) as server:
        body, kind = form_of(("a.jpg", jpeg()))
        wrong = server.token[:-1] + ("a" if server.token[-1] != "a" else "b")
        for path in ("/", "/favicon.ico", f"/{wrong}", f"/{server.token}/", f"/{server.token}x",
                     "/../../etc/passwd", "/%2e%2e/etc/passwd"):  # fmt: skip
            for answer in (
                asks(server, path),
                asks(server, path, method="POST", body=body, headers=kind),
            ):
                assert (answer.status, answer.text) == (404, "")
        for method in ("PUT", "DELETE", "OPTIONS", "PROPFIND"):
            assert asks(server, method=method).status == 501
        assert asks(server, headers={"Host": "shop.example"}).status == 421
        assert len(server.token) * 5 >= 128
    assert strip.taken == []


def test_a_code_lasts_some_minutes_after_the_last_picture_and_not_longer():
    now, strip = [1000.0], Strip()
    with serving(strip, clock=lambda: now[0]) as server:
        now[0] += VALID_S - 1
        assert sends(server, ("a.jpg", jpeg(1))).status == 200
        now[0] += VALID_S - 1
        assert asks(server).status == 200
        now[0] += VALID_S + 1
        late = sends(server, ("a.jpg", jpeg(2)))
        assert late.status == 410
        assert "new one" in late.text
    assert len(strip.taken) == 1


def test_a_strip_that_was_closed_takes_nothing_and_the_phone_hears_it():
    strip = Strip(is_open=False)
    with serving(strip) as server:
        assert "This code is over" in sends(server, ("a.jpg", jpeg())).text
        server.stop()
        assert is_refused_soon(lambda: asks(server))


def test_too_large_is_said_and_not_read_into_memory():
    strip = Strip()
    with serving(strip) as server:
        with socket.create_connection(server.server_address[:2], timeout=20) as line:
            head = f"POST /{server.token} HTTP/1.1\r\nHost: {server.place}\r\n"
            head += "Accept-Language: en\r\nContent-Length: 70000000\r\n\r\n"
            line.sendall(head.encode())
            for _ in range(70):
                line.sendall(bytes(1_000_000))
            heard = b""
            while chunk := line.recv(65536):
                heard += chunk
        assert b" 413 " in heard
        assert b"Send fewer pictures at a time" in heard
        huge = says(server, head.replace("70000000", "9" * 5000).encode())
        assert b" 411 " in huge
    assert strip.taken == []


def test_no_more_than_twenty_at_once_nor_sixty_with_one_code(monkeypatch: pytest.MonkeyPatch):
    strip = Strip()
    small = jpeg(1, (40, 30))
    with serving(strip) as server:
        answer = sends(server, *[(f"{n}.jpg", small) for n in range(23)])
        assert answer.text.count('class="good"') == 20
        assert "More than 20 at once" in answer.text
        server.taken = 59
        assert sends(server, ("a.jpg", small)).text.count('class="good"') == 1
        assert "Enough pictures" in sends(server, ("b.jpg", small)).text
    assert len(strip.taken) == 21


def test_an_upload_that_is_torn_leaves_what_was_whole_and_says_so():
    strip = Strip()
    with serving(strip) as server:
        body, kind = form_of(("a.jpg", jpeg(1)), ("b.jpg", jpeg(2)))
        head = f"POST /{server.token} HTTP/1.1\r\nHost: {server.place}\r\nAccept-Language: en\r\n"
        head += f"Content-Type: {kind['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n"
        heard = says(server, head.encode() + body[:-2000])
        assert b" 400 " in heard
        assert b"did not arrive whole" in heard
        assert len(strip.taken) == 1
        for content_type in ("", "text/plain", "multipart/form-data", "multipart/form-data; b=x"):
            odd = {"Content-Type": content_type}
            assert asks(server, method="POST", body=body, headers=odd).status == 400
        bad = asks(server, method="POST", body=b"--x\r\nrubbish", headers={
            "Content-Type": "multipart/form-data; boundary=x"})  # fmt: skip
        assert bad.status == 400
    assert len(strip.taken) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n\r\n",
        b"\x00\xff\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",  # as TLS begins
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        "GET /令牌 HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    ],
)
def test_rubbish_is_turned_away_and_the_next_one_is_served(raw: bytes):
    with serving(Strip()) as server:
        heard = says(server, raw)
        assert server.token.encode() not in heard
        assert heard == b"" or int(heard.split()[1]) >= 400
        assert asks(server).status == 200


def test_a_hundred_silent_lines_hold_nobody_else_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visit, "HEAD_S", 4)
    with serving(Strip()) as server:
        lines = [socket.create_connection(server.server_address[:2]) for _ in range(100)]
        try:
            began = time.monotonic()
            assert asks(server, source="127.0.0.2").status == 200  # another phone, meanwhile
            assert time.monotonic() - began < 3
            for line in lines[:8]:
                line.settimeout(15)
                assert line.recv(10) == b""  # cut off in time
            assert asks(server).status == 200
            assert time.monotonic() - began < 15
        finally:
            for line in lines:
                line.close()


def test_a_drip_is_cut_off_in_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visit, "HEAD_S", 1.0)
    with (
        serving(Strip()) as server,
        socket.create_connection(server.server_address[:2], timeout=5) as line,
    ):
        assert is_refused_soon(lambda: line.sendall(b"G"))


def test_who_asks_without_end_is_turned_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(of_server, "MOST_ASKS", 5)
    with serving(Strip()) as server:
        found = [asks(server).status for _ in range(7)]
        assert found == [200] * 5 + [429] * 2
        assert asks(server, source="127.0.0.3").status == 200


def test_only_neighbours_are_answered():
    for near in ("10.1.2.3", "172.16.0.1", "172.31.255.9", "192.168.1.9", "169.254.7.7", HERE):
        assert is_near(near)
    for far in ("8.8.8.8", "172.32.0.1", "100.64.0.1", "192.169.1.1", "::1", "fe80::1", "", "x"):
        assert not is_near(far)
    with serving(Strip()) as server, socket.socket() as far_away:
        assert not server.verify_request(far_away, ("8.8.8.8", 5))
    for one in addresses():
        assert not ip_address(one.ip).is_loopback


def test_a_port_that_is_taken_is_passed_over():
    with serving(Strip()) as server:
        port = server.server_port
        strip = Strip()
        other = PhoneServer(HERE, Pictures("", strip.take), ports=range(port, port + 1))
        try:
            assert other.server_port != port
        finally:
            other.server_close()
        with pytest.raises(OSError):  # noqa: PT011 - an address of nobody here
            PhoneServer("192.0.2.1", Pictures("", strip.take), ports=ANY_PORT)


def test_the_language_of_the_phone_is_heard():
    assert language_of("zh-Hans-CN") == "zh_CN"
    assert language_of("fr, zh;q=0.4, en;q=0.7") == "en"
    assert language_of("fr") == "en"
    assert language_of(";;q=x,,,") == "en"
