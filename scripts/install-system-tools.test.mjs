import { expect, test } from 'vitest';
import { aptCommand, toolVariables } from './install-system-tools.mjs';

test('what is missing is named as one command to copy', () => {
  expect(aptCommand(['chromium', 'swaks'])).toBe('sudo apt-get install -y chromium swaks');
});

test('a tool that is found is told to the tests as the place of its program, under a name that a shell takes', () => {
  expect(Object.keys(toolVariables(['oathtool', 'zbar-tools']))).toEqual(['OATHTOOL_PATH', 'ZBAR_TOOLS_PATH']);
});
