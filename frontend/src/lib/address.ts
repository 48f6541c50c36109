/** The parts of a Dutch address that was copied as a whole. */
export interface Address {
  street: string;
  postcode: string;
  city: string;
}

const dutch = /^(.*\d.*?)[\s,;]+([1-9]\d{3})\s?([A-Za-z]{2})[\s,;]+([^\d,;]*?[^\d\s,;])(?:[\s,;]+(?:the )?(?:nederland|netherlands))?$/i;

/** Reads an address in one line or several: street and number, postcode, place. What is anything else is none. */
export function addressIn(text: string): Address | undefined {
  const [, street, digits, letters, city] = dutch.exec(text.trim().replaceAll(/\s+/g, ' ')) ?? [];
  if (!street || !digits || !letters || !city) return undefined;
  return { street, postcode: `${digits} ${letters.toUpperCase()}`, city };
}

/** Reads a postcode with its place behind it, as a column of a spreadsheet may have them. */
export function placeIn(text: string): { postcode: string; city: string } | undefined {
  const [, digits, letters, city] = /^([1-9]\d{3})\s?([A-Z]{2})[\s,]+([^\d,;]+)$/i.exec(text.trim()) ?? [];
  return digits && letters && city ? { postcode: `${digits} ${letters.toUpperCase()}`, city: city.trim() } : undefined;
}
