import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate, PostgresDialect } from 'kysely-codegen';

const OUTPUT = fileURLToPath(new URL('./types.gen.ts', import.meta.url));

/**
 * Text of types.gen.ts for the migrated database at `connectionString`. Column types follow the parsers of db/client.ts:
 * dates stay text, int8 is a safe integer, numeric stays text.
 */
export async function generateTypes(connectionString: string): Promise<string> {
  const dialect = new PostgresDialect({ dateParser: 'string', numericParser: 'string' });
  const db = await dialect.introspector.connect({ connectionString, dialect });
  try {
    return await generate({
      db,
      dialect,
      outFile: null,
      excludePattern: '{kysely_*,schema_*,pgboss.*}',
      defaultSchemas: ['public'],
      typeMapping: { int8: 'number' },
    });
  } finally {
    await db.destroy();
  }
}

if (import.meta.main) {
  const url = process.env['DATABASE_URL'];
  if (!url) {
    console.error('Set DATABASE_URL to a migrated database (as its owner).');
    process.exit(1);
  }
  writeFileSync(OUTPUT, await generateTypes(url));
  console.log('db/types.gen.ts written.');
}
