import { TriangleAlert } from 'lucide-react'

/** A problem of a Pulumi file, under its project or its stack. */
export function ProblemRow({ text, place }: { readonly text: string; readonly place: string }) {
  return (
    <div className="problem-row" role="gridcell">
      <TriangleAlert className="tone-red" aria-hidden="true" />
      <span className="truncate">{text}</span>
      <span className="file-place">{place}</span>
    </div>
  )
}
