/** `sysdesign lsp`: the language server, for editors that start servers themselves. */
import { join } from 'node:path';
import type { Register } from './command.js';
import { packageFolder } from './files/manual.js';

export const registerLsp: Register = (program) => {
  program
    .command('lsp')
    .summary('run the language server')
    .description('Runs the language server for an editor: Neovim, Helix, Emacs and any other that speaks the protocol.')
    .option('--stdio', 'talk over standard input and output (the default)')
    .option('--node-ipc', 'talk over the channel to the Node process that started this one')
    .option('--socket <port>', 'connect to a port on this machine')
    .option('--pipe <name>', 'connect to a pipe')
    .option('--clientProcessId <id>', 'end when this process does')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      // The server finds its channel in the arguments of the process.
      if (!['nodeIpc', 'socket', 'pipe', 'stdio'].some((name) => options[name] !== undefined))
        process.argv.push('--stdio');
      const { serveNode } = await import('../language/main/node.js');
      serveNode(join(packageFolder, 'docs'));
    });
};
