"""Pack the committed program into `dist/counter-VERSION.zip` and `.tar.gz`: unpack, then `./run`.

Tests and checks stay out; whoever starts the archive installs the locked packages as usual.
"""

import subprocess
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LEFT_OUT = ["tests", ".ci", "requirements-dev.lock.txt", "requirements-check.lock.txt"]


def main() -> None:
    """Write both archives from the newest commit; says where they are."""
    facts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"{facts['name']}-{facts['version']}"
    (PROJECT / "dist").mkdir(exist_ok=True)
    for ending in ("zip", "tar.gz"):
        target = Path("dist") / f"{name}.{ending}"
        left_out = [f":(exclude){path}" for path in LEFT_OUT]
        subprocess.run(
            ["git", "archive", f"--prefix={name}/", "-o", target, "HEAD", ".", *left_out],
            cwd=PROJECT,
            check=True,
        )
        print(target)


if __name__ == "__main__":
    main()
