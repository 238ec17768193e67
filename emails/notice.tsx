import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from '@react-email/components';
import { theme } from './theme.ts';

/** One line of the facts table. */
export interface NoticeFact {
  label: string;
  value: string;
}

/** One notice of several in a mail. `url` is absolute. */
export interface NoticeItem {
  title: string;
  text: string;
  url: string;
}

/** The one thing the reader is asked to open. `url` is absolute. */
export interface NoticeAction {
  label: string;
  url: string;
  hint: string;
}

/** Everything the frame shows; all texts are already in the reader's language. */
export interface NoticeProps {
  locale: 'ko' | 'en';
  brand: string;
  preview: string;
  heading: string;
  paragraphs: readonly string[];
  facts: readonly NoticeFact[];
  factsTitle: string;
  items: readonly NoticeItem[];
  /** Says that there are more than those. */
  more: string | null;
  action: NoticeAction | null;
  footer: readonly string[];
  baseUrl: string;
}

/** The frame of every mail: brand, heading, text, facts, one button, and why the reader gets it. */
export function Notice(props: NoticeProps) {
  return (
    <Html lang={props.locale} dir="ltr">
      <Head />
      <Preview>{props.preview}</Preview>
      <Body style={theme.body}>
        <Container style={theme.container}>
          <Text style={theme.brand}>
            <Link href={props.baseUrl} style={{ color: theme.brand.color, textDecoration: 'none' }}>
              {props.brand}
            </Link>
          </Text>
          <Heading as="h1" style={theme.heading}>
            {props.heading}
          </Heading>
          {props.paragraphs.map((paragraph) => (
            <Text key={paragraph} style={theme.paragraph}>
              {paragraph}
            </Text>
          ))}
          <Facts title={props.factsTitle} facts={props.facts} />
          <Items items={props.items} more={props.more} />
          {props.action ? <Action action={props.action} /> : null}
          <Hr style={theme.rule} />
          {props.footer.map((line) => (
            <Text key={line} style={theme.footer}>
              {line}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly NoticeFact[] }) {
  if (facts.length === 0) return null;
  return (
    <table style={theme.facts} aria-label={title}>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.label}>
            <th scope="row" style={theme.factLabel}>
              {fact.label}
            </th>
            <td style={theme.factValue}>{fact.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Items({ items, more }: { items: readonly NoticeItem[]; more: string | null }) {
  if (items.length === 0) return null;
  return (
    <Section>
      <ol style={theme.items}>
        {items.map((item, index) => (
          <li key={index} style={theme.item}>
            <Link href={item.url} style={theme.itemTitle}>
              {item.title}
            </Link>
            <br />
            {item.text}
          </li>
        ))}
      </ol>
      {more ? <Text style={theme.paragraph}>{more}</Text> : null}
    </Section>
  );
}

function Action({ action }: { action: NoticeAction }) {
  return (
    <Section>
      <Button href={action.url} style={theme.button}>
        {action.label}
      </Button>
      <Text style={theme.hint}>
        {action.hint}
        <br />
        <Link href={action.url}>{action.url}</Link>
      </Text>
    </Section>
  );
}
