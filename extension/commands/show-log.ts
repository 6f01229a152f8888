import type { Command } from './command.js';

export const showLogCommand: Command = {
  id: 'sysdesign.showLog',
  run: ({ log }) => log.show(),
};
