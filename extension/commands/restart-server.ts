import type { Command } from './command.js';

export const restartServerCommand: Command = {
  id: 'sysdesign.restartServer',
  run: ({ server }) => server.restart(),
};
