"""Signs in to the double with the calls of botocore's client, as the AWS CLI does; prints how long it took, in milliseconds."""

import base64
import hashlib
import json
import os
import secrets
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

start_url = sys.argv[1]
started = time.perf_counter()
# As in the other program, the client is loaded within the measured time.
import botocore.session
from botocore import UNSIGNED
from botocore.config import Config

answer = {}


class Callback(BaseHTTPRequestHandler):
    def do_GET(self):
        answer.update(urllib.parse.parse_qsl(urllib.parse.urlparse(self.path).query))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Signed in")

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Callback)
threading.Thread(target=server.serve_forever, daemon=True).start()
redirect = f"http://127.0.0.1:{server.server_port}/oauth/callback"
client = botocore.session.Session().create_client(
    "sso-oidc", region_name="eu-west-1", config=Config(signature_version=UNSIGNED)
)
made = client.register_client(
    clientName="bench",
    clientType="public",
    scopes=["sso:account:access"],
    grantTypes=["authorization_code", "refresh_token"],
    redirectUris=["http://127.0.0.1/oauth/callback"],
    issuerUrl=start_url,
)
verifier = secrets.token_urlsafe(48)
digest = hashlib.sha256(verifier.encode()).digest()
query = {
    "response_type": "code",
    "client_id": made["clientId"],
    "redirect_uri": redirect,
    "state": secrets.token_urlsafe(32),
    "code_challenge_method": "S256",
    "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
    "scopes": "sso:account:access",
}
urllib.request.urlopen(f"{client.meta.endpoint_url}/authorize?{urllib.parse.urlencode(query)}").read()
token = client.create_token(
    clientId=made["clientId"],
    clientSecret=made["clientSecret"],
    grantType="authorization_code",
    code=answer["code"],
    redirectUri=redirect,
    codeVerifier=verifier,
)
folder = os.path.expanduser("~/.aws/sso/cache")
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "bench.json"), "w") as file:
    json.dump({"accessToken": token["accessToken"], "refreshToken": token["refreshToken"]}, file)
print(json.dumps({"milliseconds": (time.perf_counter() - started) * 1000}))
