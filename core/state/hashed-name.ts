import { createHash } from 'node:crypto'

/**
 * The name of one of our files, without its ending, when it is about something that a user named: valid on every file
 * system, and meaningless to anybody who reads only the names of files.
 */
export const hashedName = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 40)
