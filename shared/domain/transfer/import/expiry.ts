const latest = Date.UTC(9999, 11, 31)

/**
 * ISO 8601 in UTC from what tools write: ISO with `Z` or an offset, `2030-01-02 03:04:05+0000`, Unix seconds or
 * milliseconds. Undefined for anything else, including a time without a zone, which could mean any hour.
 */
export function readExpiry(text: string): string | undefined {
  const value = text.trim()
  let time: number
  if (/^\d{10}(?:\.\d{1,9})?$/.test(value)) time = Math.floor(Number(value)) * 1000
  else if (/^\d{13}$/.test(value)) time = Number(value)
  else {
    const parts =
      /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})? ?(?:(Z|UTC)|([+-]\d\d):?(\d\d))$/i.exec(value)
    if (parts === null) return undefined
    const zone = parts[3] === undefined ? `${parts[4]}:${parts[5]}` : 'Z'
    time = Date.parse(`${parts[1]}T${parts[2]}${zone}`)
  }
  if (!Number.isFinite(time) || time < 0 || time > latest) return undefined
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
