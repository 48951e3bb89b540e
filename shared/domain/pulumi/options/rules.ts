import type { TextRule } from './types.ts'

const patterns: Readonly<Record<Exclude<TextRule, 'duration' | 'json'>, { pattern: RegExp; says: string }>> =
  {
    region: { pattern: /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, says: 'A region looks like eu-central-1.' },
    'account-id': { pattern: /^\d{12}$/, says: 'An account id has twelve digits.' },
    arn: {
      pattern: /^arn:[\w-]+:[\w-]+:[\w-]*:(?:\d{12}|aws|):.+$/,
      says: 'An ARN looks like arn:aws:iam::111122223333:role/name.',
    },
    'session-name': { pattern: /^[\w+=,.@-]{2,64}$/, says: 'Use 2 to 64 letters, digits or + = , . @ - _.' },
    'external-id': {
      pattern: /^[\w+=,.@:/-]{2,1224}$/,
      says: 'Use 2 to 1224 letters, digits or + = , . @ : / - _.',
    },
    token: { pattern: /^[^]{4,20000}$/, says: 'A token has 4 to 20000 characters.' },
    url: {
      pattern: /^(?:https?:\/\/)?[\w.[\]:-]+(?:\/\S*)?$/,
      says: 'Give an address such as http://localhost:4566.',
    },
    'not-empty': { pattern: /\S/, says: 'It is empty.' },
  }

/** Why a text breaks a rule, or undefined when it does not. */
export function breaksRule(text: string, rule: TextRule): string | undefined {
  if (rule === 'duration') return checkDuration(text)
  if (rule === 'json') return checkJson(text)
  return patterns[rule].pattern.test(text) ? undefined : patterns[rule].says
}

const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
}

/** Go's duration text, between 15 minutes and 12 hours. */
function checkDuration(text: string): string | undefined {
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ms|us|µs|ns|h|m|s))+$/.test(text)) {
    return 'Give a duration such as 15m, 1h or 3600s.'
  }
  const names = text.match(/[a-zµ]+/g) ?? []
  const numbers = text.match(/[\d.]+/g) ?? []
  const seconds = numbers.reduce((sum, number, at) => sum + Number(number) * units[names[at]!]!, 0)
  return seconds >= 900 && seconds <= 43200 ? undefined : 'A session lasts from 15 minutes to 12 hours.'
}

function checkJson(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    // The reason of the parser says less than this.
    return 'It is not valid JSON.'
  }
}
