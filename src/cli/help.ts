import type { Command } from './command.ts';

export function overview(commands: readonly Command[]): string {
  const lines = commands.map((command) => [shapeOf(command), command.summary] as const);
  const width = Math.max(...lines.map(([shape]) => shape.length));
  return [
    'gatehouse <command>: runs and looks after a Gatehouse.',
    '',
    ...lines.map(([shape, summary]) => `  ${shape.padEnd(width)}  ${summary}`),
    '',
    'gatehouse <command> --help tells more about one. Every command reads the settings that the product reads',
    '(docs/settings.md): run it in the same folder, with the same environment. It works while the product runs.',
    'It ends with 0 when done, 1 when not (and says why), 2 when it was not understood.',
  ].join('\n');
}

export function helpOf(command: Command): string {
  const options = command.options.map(({ name, meaning }) => `  ${name}  ${meaning}`);
  return [`gatehouse ${shapeOf(command)}`, '', command.help, ...(options.length > 0 ? ['', ...options] : [])].join(
    '\n',
  );
}

function shapeOf({ name, operands, options }: Command): string {
  return [name, ...options.map((option) => `[${option.name}]`), ...operands].join(' ');
}
