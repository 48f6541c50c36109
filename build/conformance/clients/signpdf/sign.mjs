// Signs with @signpdf, by the arguments IN.pdf OUT.pdf KEY.p12 PASSWORD. It always makes a field. Its node-forge knows certificates that are
// signed with RSA alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import { SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';

const [source, target, key, passphrase] = process.argv.slice(2);
const place = plainAddPlaceholder({
  pdfBuffer: readFileSync(source),
  reason: '',
  contactInfo: '',
  name: '',
  location: '',
  signatureLength: 16384,
  subFilter: SUBFILTER_ETSI_CADES_DETACHED,
});
writeFileSync(target, await new SignPdf().sign(place, new P12Signer(readFileSync(key), { passphrase })));
