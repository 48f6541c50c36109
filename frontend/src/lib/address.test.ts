import { describe, expect, it } from 'vitest';
import { addressIn } from './address';

describe('an address that is pasted as a whole', () => {
  it.each([
    ['Rading 1, 1231 KB Loosdrecht', 'Rading 1', '1231 KB', 'Loosdrecht'],
    ['Korenmolen 3\r\n3071jl  Rotterdam\r\n', 'Korenmolen 3', '3071 JL', 'Rotterdam'],
    ["Lange Voorhout 9-a ; 2514 EA 's-Gravenhage", 'Lange Voorhout 9-a', '2514 EA', "'s-Gravenhage"],
    ['Plein 1944 12, 6511 JG, Nijmegen, Nederland', 'Plein 1944 12', '6511 JG', 'Nijmegen'],
    ['Kade 5 bis, 9711 AB Den Haag The Netherlands', 'Kade 5 bis', '9711 AB', 'Den Haag'],
  ])('%j', (text, street, postcode, city) => {
    expect(addressIn(text)).toEqual({ street, postcode, city });
  });

  it.each(['Rading 1', 'Rading 1, Loosdrecht', '1231 KB Loosdrecht', 'Rading 1, 1231 KB', 'Rue de la Loi 16, 1000 Bruxelles', 'Unter den Linden 1, 10117 Berlin', ''])('none: %j', (text) => {
    expect(addressIn(text)).toBeUndefined();
  });
});
