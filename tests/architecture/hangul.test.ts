import { expect, test } from 'vitest';
import { listFiles, readSource } from '#tests/support/source-files.ts';

// The demonstration is content: invented people and what they write, in the language they would write it in.
const hangul = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;

test('texts live in the message files: no Hangul in routes, pages, use-cases and the http layer', () => {
  const files = ['app/routes', 'app/ui', 'app/services', 'app/http', 'app/auth', 'app/jobs'].flatMap((folder) => listFiles(folder, ['.ts', '.tsx', '.css'])).filter((path) => !path.startsWith('app/services/demo/'));
  const found = files.flatMap((path) =>
    readSource(path)
      .split('\n')
      .flatMap((line, index) => (hangul.test(line) ? [`${path}:${index + 1}`] : [])),
  );
  expect(found).toEqual([]);
});
