import type * as z from 'zod'

type Issue = z.core.$ZodIssue

/** What is wrong with one field; the sentence begins with the name of the field. */
function inWords(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? 'is empty' : 'is too short'
      return issue.origin === 'array' ? 'has too few entries' : `is below ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters`
      return issue.origin === 'array' ? 'has too many entries' : `is above ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'invalid_type':
      // Zod names the received type only in its message.
      return issue.message.endsWith('received undefined') ? 'is missing' : `must be of type ${issue.expected}`
    case 'unrecognized_keys':
      return `has nothing called ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    default:
      return `is not as expected: ${issue.message}`
  }
}

/** Says which fields are wrong without repeating their values, which may be secrets. */
export function describeIssues(error: z.ZodError): string {
  const described = error.issues.slice(0, 5).map((issue) => {
    const where = issue.path.join('.')
    return `${where === '' ? 'The input' : where} ${inWords(issue)}`
  })
  return `${described.join('; ')}.`
}
