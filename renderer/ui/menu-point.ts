/** Where a menu without a button opens: a point in the window, in pixels. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}
