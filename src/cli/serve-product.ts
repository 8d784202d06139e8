import { serve } from '../serve.ts';
import type { Command } from './command.ts';

export const serveProduct: Command = {
  name: 'serve',
  operands: [],
  options: [],
  summary: 'Starts the product and runs it until it is stopped.',
  help:
    'Migrates the database, then serves PUBLIC_URL. Ctrl-C or SIGTERM stops it: requests that have begun are finished.\n' +
    'npm start does the same and builds first.',
  async run({ environment }) {
    await serve({ ...environment });
    return undefined;
  },
};
