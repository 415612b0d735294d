"""A server that does nothing but send files: what a program is measured beside where there is no nginx."""

import argparse
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Files(SimpleHTTPRequestHandler):
    def copyfile(self, source, outputfile):
        self.wfile.flush()
        self.connection.sendfile(source)

    def log_message(self, *_):
        """Nobody reads it."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--port", type=int)
    chosen = parser.parse_args()
    ThreadingHTTPServer(("127.0.0.1", chosen.port), partial(Files, directory=chosen.folder)).serve_forever()
