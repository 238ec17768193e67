import { type Kysely, sql } from 'kysely';

/**
 * Each consent keeps the SHA-256 of the very text that was agreed to, taken when it was given: code, version, title and
 * body as JSON. A text that were changed behind the record would no longer fit it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table application_consent add column text_hash text;
    alter table application_consent disable trigger user;
    update application_consent c set text_hash = encode(sha256(convert_to(jsonb_build_object('code', t.code, 'version', t.version, 'title', t.title, 'body', t.body)::text, 'UTF8')), 'hex')
      from consent_text t where t.id = c.consent_text_id;
    alter table application_consent enable trigger user;
    alter table application_consent alter column text_hash set default '';
    alter table application_consent alter column text_hash set not null;
    create function keep_consent_hash() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
      new.text_hash := (select encode(sha256(convert_to(jsonb_build_object('code', code, 'version', version, 'title', title, 'body', body)::text, 'UTF8')), 'hex')
        from consent_text where id = new.consent_text_id);
      return new;
    end $$;
    create trigger keep_hash before insert on application_consent for each row execute function keep_consent_hash();
    alter table application_consent add constraint application_consent_text_hash check (text_hash ~ '^[0-9a-f]{64}$');
  `.execute(db);
}
