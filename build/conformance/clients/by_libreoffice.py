"""Signs with LibreOffice, without its window, by the arguments IN.pdf OUT.pdf KEY.p12 PASSWORD FIELD WAY FONT TSA. It always makes a field.

The key goes into a store of NSS, which LibreOffice finds by MOZILLA_CERTIFICATE_FOLDER; who runs it must have Debian's python3-uno.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.connection import NoConnectException


def started(work):
    """Starts the program on a profile and a store of its own, and gives it with its context."""
    environment = dict(os.environ, MOZILLA_CERTIFICATE_FOLDER=f"sql:{work}/keys")
    program = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={os.path.basename(work)};urp;", f"-env:UserInstallation=file://{work}/profile"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return program, resolver.resolve(f"uno:pipe,name={os.path.basename(work)};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    program.kill()
    sys.exit("LibreOffice does not start")


def sign(context, target):
    def made(name):
        return context.ServiceManager.createInstanceWithContext(name, context)

    keys = made("com.sun.star.xml.crypto.SEInitializer").createSecurityContext("").getSecurityEnvironment().getPersonalCertificates()
    stream = made("com.sun.star.ucb.SimpleFileAccess").openFileReadWrite(uno.systemPathToFileUrl(os.path.abspath(target)))
    done = made("com.sun.star.security.DocumentDigitalSignatures").signDocumentWithCertificate(keys[0], None, stream)
    stream.getInputStream().closeInput()
    return done


def main(source, target, key_file, password, *_):
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as work:
        os.mkdir(f"{work}/keys")
        for command in (
            ["certutil", "-N", "-d", f"sql:{work}/keys", "--empty-password"],
            ["pk12util", "-i", key_file, "-d", f"sql:{work}/keys", "-W", password, "-K", ""],
        ):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copy(source, target)
        program, context = started(work)
        try:
            if not sign(context, target):
                sys.exit("LibreOffice did not sign")
        finally:
            try:
                context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
            except Exception:  # it ends while it answers
                pass
            try:
                program.wait(30)
            except subprocess.TimeoutExpired:
                program.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
