// Builds the Wi-Fi companion of macOS (build/corewlan/) for both kinds of Mac into dist/companion. Nothing to do on other systems.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (from) => fileURLToPath(new URL(`../../${from}`, import.meta.url));

if (process.platform !== 'darwin') process.stdout.write('The Wi-Fi companion is built on macOS only.\n');
else {
  const out = path('dist/companion');
  mkdirSync(out, { recursive: true });
  const parts = ['arm64', 'x86_64'].map((arch) => {
    const part = `${out}/groma-wifi-${arch}`;
    const words = ['-O', '-target', `${arch}-apple-macos12`, path('build/corewlan/groma-wifi.swift'), '-o', part];
    execFileSync('xcrun', ['swiftc', ...words], { stdio: 'inherit' });
    return part;
  });
  execFileSync('xcrun', ['lipo', '-create', ...parts, '-output', `${out}/groma-wifi`], { stdio: 'inherit' });
  for (const part of parts) rmSync(part);
}
