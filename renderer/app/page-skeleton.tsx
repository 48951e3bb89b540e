import { Skeleton } from '../ui/marks.tsx'
import { Brand } from './brand.tsx'

const rows = [180, 120, 220, 160, 140, 200, 170, 130, 190, 150]

/** The frame of the page while the first call runs; bars show only after 200 ms. */
export function ShellSkeleton() {
  return (
    <div className="shell" aria-busy="true">
      <Brand />
      <div className="header" />
      <div className="nav" />
      <main className="main">
        <div className="skeleton-list">
          <span className="visually-hidden">Reading your profiles</span>
          {rows.map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      </main>
    </div>
  )
}
