import { describe, expect, test } from 'vitest';
import { hkdf } from './hkdf.ts';

interface Vector {
  name: string;
  secret: string;
  salt: string;
  info: string;
  length: number;
  output: string;
}

const span = (first: number, last: number): string =>
  Buffer.from(Array.from({ length: last - first + 1 }, (_, index) => first + index)).toString('hex');

/** RFC 5869, appendix A; the cases for SHA-256. */
const VECTORS: Vector[] = [
  {
    name: 'A.1',
    secret: '0b'.repeat(22),
    salt: span(0x00, 0x0c),
    info: span(0xf0, 0xf9),
    length: 42,
    output: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    name: 'A.2',
    secret: span(0x00, 0x4f),
    salt: span(0x60, 0xaf),
    info: span(0xb0, 0xff),
    length: 82,
    output:
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    name: 'A.3',
    secret: '0b'.repeat(22),
    salt: '',
    info: '',
    length: 42,
    output: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
];

describe('hkdf', () => {
  test.each(VECTORS)('gives the output of RFC 5869 $name', ({ secret, salt, info, length, output }) => {
    const bytes = hkdf(Buffer.from(secret, 'hex'), Buffer.from(info, 'hex'), length, Buffer.from(salt, 'hex'));
    expect(bytes.toString('hex')).toBe(output);
  });
});
