/**
 * US, UK, IT by their form; ES by its letter; FR by its key; BR, CH, CA, IN, SE, PL and DE by their check digits, as the
 * authorities of each publish them.
 */
export function isNationalId(match: string): boolean {
  const digits = match.replace(/\D/g, '')
  if (/^\d{3}\.\d{3}\.\d{3}-\d{2}$/.test(match)) return isCpf(digits)
  if (/^756\./.test(match))
    return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
  if (/^\d{3}-\d{3}-\d{3}$/.test(match)) return luhn(digits)
  if (/^\d{6}[-+]\d{4}$/.test(match)) return isDay(digits.slice(2, 6)) && luhn(digits)
  if (/^\d{4} \d{4} \d{4}$/.test(match)) return isAadhaar(digits)
  if (/^\d{11}$/.test(match)) return isPesel(match) || isTaxId(match)

  const text = match.replaceAll(' ', '')
  const spanish = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(text)
  if (spanish) {
    const number = Number(`${'XYZ'.indexOf(spanish[1] || 'X')}${spanish[2]}`)
    if ((spanish[1] ? 7 : 8) !== spanish[2]?.length) return false
    return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === spanish[3]
  }
  if (/^[12]\d{14}$/.test(text))
    return 97 - (Number(text.slice(0, 13)) % 97) === Number(text.slice(13))
  return true
}

export function luhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    let digit = Number(digits[digits.length - 1 - index])
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at] ?? 0), 0)
}

/** Month and day; the day of a Swedish coordination number is 60 higher. */
function isDay(text: string): boolean {
  const month = Number(text.slice(0, 2))
  const day = Number(text.slice(2)) % 60
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Brazil: two check digits modulo 11. */
function isCpf(digits: string): boolean {
  if (new Set(digits).size < 2) return false
  const check = (length: number): number => {
    const weights = Array.from({ length }, (_, at) => length + 1 - at)
    return ((weighted(digits, weights) * 10) % 11) % 10
  }
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10])
}

/** Poland: a date of birth and one check digit. Months of other centuries are 20 to 80 higher. */
function isPesel(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20
  const day = Number(digits.slice(4, 6))
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
}

/** Germany: ISO 7064 MOD 11,10, and one digit of the first ten comes twice or three times. */
function isTaxId(digits: string): boolean {
  const first = digits.slice(0, 10)
  const kinds = new Set(first).size
  if (digits.startsWith('0') || kinds < 8 || kinds > 9) return false
  let product = 10
  for (const digit of first) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits[10])
}

const VERHOEFF_STEP = '1576283094'
/** The dihedral group of order ten. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5)
  return b < 5 ? 5 + ((a - 5 - b + 10) % 5) : (a - b + 5) % 5
}

/** India: Verhoeff's check digit. */
function isAadhaar(digits: string): boolean {
  let check = 0
  for (let at = 0; at < digits.length; at++) {
    let digit = Number(digits[digits.length - 1 - at])
    for (let step = 0; step < at % 8; step++) digit = Number(VERHOEFF_STEP[digit])
    check = dihedral(check, digit)
  }
  return check === 0
}
