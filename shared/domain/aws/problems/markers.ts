import type { SharedFileDocument } from '../document.ts'
import { effectInWords, halfBlocks, managedBlocks, ownerInWords } from '../markers/managed.ts'
import type { Report } from './report.ts'

/** Lines that other programs own, and their marks without the other half. */
export function checkMarkers(document: SharedFileDocument, report: Report): void {
  for (const block of managedBlocks(document))
    report({
      code: 'ManagedBlock',
      severity: 'info',
      line: block.line,
      message: ownerInWords(block),
      reason: effectInWords(block),
      readers: [],
    })
  for (const { owner, line, missing } of halfBlocks(document))
    report({
      code: 'HalfManagedBlock',
      severity: 'warning',
      line,
      message: `The mark that ${missing === 'end' ? 'ends' : 'begins'} the lines of ${owner} is missing`,
      reason: `Without it ${owner} does not find its lines: its next run may add all of them a second time, or drop others`,
      readers: [],
    })
}
