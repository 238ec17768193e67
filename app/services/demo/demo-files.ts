import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import { receiveFile, type Received } from '#app/services/documents/receive-file.ts';

/** A page with a line of Latin text, as the smallest PDF that every reader opens. */
export function pdfBytes(text: string): Buffer {
  const safe = text.replace(/[^\x20-\x7e]/gu, '').replace(/[()\\]/gu, ' ');
  const stream = `BT /F1 18 Tf 72 760 Td (${safe}) Tj 0 -28 Td /F1 11 Tf (Demonstration document. All content is invented.) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

/** A plain picture of a workshop floor: two tones with a line, different for each seed. */
export function pngBytes(seed: number, width = 320, height = 200): Buffer {
  const rows: Buffer[] = [];
  const shade = 96 + (seed % 96);
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(width + 1);
    for (let x = 0; x < width; x += 1) {
      const floor = y > height * 0.62;
      const machine = x > 40 + (seed % 90) && x < 150 + (seed % 90) && y > 60 && !floor;
      row[x + 1] = floor ? shade - 40 : machine ? shade - 70 + ((x + y) % 9) : Math.min(250, shade + 90 - Math.floor(y / 8));
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const framed = Buffer.alloc(12 + content.byteLength);
  framed.writeUInt32BE(content.byteLength, 0);
  framed.write(type, 4, 'latin1');
  content.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + content.byteLength)), 8 + content.byteLength);
  return framed;
}

/** A PDF as it arrives from a browser, through the checks of every upload. */
export function receivePdf(name: string, text: string): Promise<Received> {
  return receiveFile(Readable.from([pdfBytes(text)]), name);
}

/** A picture as it arrives from a telephone, through the checks of every upload. */
export function receivePng(name: string, seed: number): Promise<Received> {
  return receiveFile(Readable.from([pngBytes(seed)]), name);
}
