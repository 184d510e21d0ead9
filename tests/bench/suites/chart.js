import { scaleLinear } from 'd3-scale'
import { select } from 'd3-selection'
import { defineSuite } from './run.js'

/** An SVG scatter plot of 1,000 points that grows, changes colour and is drawn anew. */
defineSuite((root) => {
  const x = scaleLinear([0, 100], [0, 800])
  const y = scaleLinear([0, 10], [0, 300])
  const chart = select(root).append('svg').attr('width', 800).attr('height', 300)
  const points = []
  const draw = () =>
    chart
      .selectAll('circle')
      .data(points, (point) => point.id)
      .join('circle')
      .attr('cx', (point) => x(point.x))
      .attr('cy', (point) => y(point.y))
      .attr('r', 2)
      .attr('fill', (point) => (point.on ? 'red' : 'steelblue'))
  return {
    add: (index) => {
      for (let n = 0; n < 10; n++)
        points.push({ id: index * 10 + n, x: index, y: (index * 7 + n) % 10 })
      draw()
    },
    complete: (index) => {
      for (const point of points.slice(index * 10, index * 10 + 10)) point.on = true
      draw()
    },
    remove: () => {
      points.splice(0, 10)
      draw()
    },
  }
})
