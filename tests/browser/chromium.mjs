// Finds a Chromium and starts it the same way for every test.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/chromium-headless-shell'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Gives the path of the browser: `$CHROMIUM`, or where distributions put it. */
export function executable() {
  const path = [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
  if (!path) throw new Error('no Chromium found; set CHROMIUM to its path');
  return path;
}

/** Starts a browser; whoever starts it closes it. */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS });
}
