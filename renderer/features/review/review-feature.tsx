import type { Feature } from '../../app/feature.ts'
import { late } from '../../ui/late-part.tsx'

const ReviewSheet = late(
  () => import('./review-sheet.tsx'),
  (module) => module.ReviewSheet,
)

export const feature: Feature = { id: 'review', reviewSheet: ReviewSheet }
