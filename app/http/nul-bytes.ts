import { Transform } from 'node:stream';

/**
 * Takes NUL bytes out of a page. React 18 leaves them where a letter of several bytes does not fit the end of its buffer;
 * browsers would show a damaged letter there, in attributes and in the data that scripts start from.
 */
export function withoutNulBytes(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
