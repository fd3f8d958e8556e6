// Looks at a loaded page and tells what is wrong with it, one line each. Run by check.py in Chromium.
() => {
  const problems = []
  const tell = (what, element) => {
    const text = element ? (element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60) : ''
    problems.push(text ? `${what}: "${text}"` : what)
  }
  const all = (selector, root = document) => [...root.querySelectorAll(selector)]
  const isSeen = (element) => {
    const box = element.getBoundingClientRect()
    return box.width > 0 && box.height > 0 && element.checkVisibility()
  }

  // What a reader of the page is told by its structure.
  if (!document.title.trim()) tell('no title')
  if (document.documentElement.lang !== 'en') tell('no language')
  if (all('h1').length !== 1) tell(`${all('h1').length} headings of the first level`)
  if (all('main').length !== 1) tell('no main part')
  let level = 0
  for (const heading of all('h1, h2, h3, h4')) {
    const next = Number(heading.tagName[1])
    if (next > level + 1) tell(`a heading of level ${next} follows one of level ${level}`, heading)
    if (!heading.textContent.trim()) tell('an empty heading')
    level = next
  }
  const ids = all('[id]').map((element) => element.id)
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) tell(`two elements have the id ${id}`)
  for (const link of all('a[href^="#"]')) {
    if (!document.getElementById(link.getAttribute('href').slice(1))) tell('a link leads nowhere', link)
  }
  for (const table of all('table')) {
    if (!table.caption || !table.caption.textContent.trim()) tell('a table without a caption', table)
    if (!table.tBodies[0] || !table.tBodies[0].rows.length) tell('a table without rows', table)
    for (const row of table.rows) {
      const head = row.parentElement.tagName === 'THEAD'
      const first = row.cells[0]
      if (!first || first.tagName !== 'TH' || first.scope !== (head ? 'col' : 'row')) tell('a row without a heading', row)
      for (const cell of row.cells) if (cell.tagName === 'TH' && !cell.scope) tell('a heading without scope', cell)
      if (row.cells.length !== table.rows[0].cells.length) tell('a row of another length', row)
    }
  }

  // Charts.
  const svgs = all('svg')
  for (const figure of all('figure')) {
    if (!figure.querySelector('svg')) tell('a figure without a chart', figure)
    if (!figure.querySelector('figcaption')?.textContent.trim()) tell('a figure without a caption', figure)
    if (!figure.querySelector('details table')) tell('a figure without its numbers', figure)
  }
  for (const svg of svgs) {
    const name = svg.querySelector('title')?.textContent || '?'
    if (svg.firstElementChild?.tagName !== 'title' || !name.trim()) tell('a chart without a title')
    if (!svg.querySelector('desc')?.textContent.trim()) tell(`a chart without a description: ${name}`)
    if (svg.getAttribute('role') !== 'img') tell(`a chart that is no picture to those who hear it: ${name}`)
    for (const id of (svg.getAttribute('aria-labelledby') || '').split(' ')) {
      if (!document.getElementById(id)) tell(`a chart whose label is missing: ${name}`)
    }
    const box = svg.getBoundingClientRect()
    if (!(box.width > 100 && box.height > 60)) tell(`a chart of no size: ${name}`)
    const marks = all('path, rect, circle, line, polyline, polygon', svg).filter((mark) => {
      const shape = mark.getBoundingClientRect()
      return shape.width + shape.height > 0
    })
    if (marks.length < 3) tell(`a chart of ${marks.length} marks: ${name}`)
    for (const text of all('text', svg)) {
      const place = text.getBoundingClientRect()
      const out = Math.max(box.left - place.left, place.right - box.right, box.top - place.top, place.bottom - box.bottom)
      if (out > 2) tell(`a text sticks out of its chart by ${Math.round(out)} px: ${name}`, text)
    }
  }

  // Width: only what scrolls by itself may be wider than the page.
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > width + 1) {
    tell(`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${width}`)
    for (const element of all('body *')) {
      if (element.getBoundingClientRect().right > width + 1 && !element.closest('.scroll, svg, pre, .chart')) {
        tell(`wider than the page: ${element.tagName} ${element.className}`, element)
      }
    }
  }

  // Contrast by WCAG 2.1, 1.4.3, of colours as they are computed.
  const parse = (colour) => {
    const parts = colour.match(/[\d.]+/g)
    if (!parts || colour === 'none') return [0, 0, 0, 0]
    const [red, green, blue, alpha = 1] = parts.map(Number)
    return [red, green, blue, alpha]
  }
  const over = (top, below) => top.slice(0, 3).map((value, index) => value * top[3] + below[index] * (1 - top[3])).concat(1)
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((value) => {
      const share = value / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const paper = (element) => {
    const layers = []
    for (let each = element; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1]
    return layers.reverse().reduce((below, top) => over(top, below), scheme)
  }
  const judge = (element, colour, background, what) => {
    const style = getComputedStyle(element)
    let size = parseFloat(style.fontSize)
    const svg = element.ownerSVGElement
    // A text of a chart is as large as it is shown.
    if (svg && svg.viewBox.baseVal) size *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const found = ratio(over(colour, background), background)
    if (found < (isLarge ? 3 : 4.5)) tell(`contrast of ${found.toFixed(2)} in ${what}`, element)
    if (size < 9) tell(`a text of ${size.toFixed(1)} px in ${what}`, element)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const judged = new Set()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.textContent.trim() || judged.has(element) || element.closest('svg') || !isSeen(element)) continue
    judged.add(element)
    judge(element, parse(getComputedStyle(element).color), paper(element), element.tagName)
  }
  for (const svg of svgs) {
    svg.scrollIntoView({ block: 'center' })
    for (const text of all('text', svg)) {
      if (!text.textContent.trim()) continue
      const style = getComputedStyle(text)
      const box = text.getBoundingClientRect()
      let background = paper(svg)
      // What lies under the middle of the text, the lowest first.
      const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
        .filter((each) => each.ownerSVGElement === svg && each.tagName !== 'text' && each.tagName !== 'tspan')
      for (const shape of under.reverse()) {
        const look = getComputedStyle(shape)
        const fill = parse(look.fill)
        if (look.fill === 'none') continue
        background = over([...fill.slice(0, 3), fill[3] * Number(look.fillOpacity)], background)
      }
      const fill = parse(style.fill)
      judge(text, [...fill.slice(0, 3), fill[3] * Number(style.fillOpacity)], background, 'a chart')
    }
  }
  scrollTo(0, 0)
  return { problems, figures: all('figure').length, charts: svgs.length, tables: all('table').length }
}
