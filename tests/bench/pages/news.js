// A news site as a single-page application: a front page of 60 teasers, articles of 40 paragraphs with 30 comments, a
// ticker, an offer that turns, styles that come with each route. What it says is the same in every run.
const WORDS =
  'the a of to in and council river market harbour vote budget train school winter report minister storm price summit island museum bridge question answer plan over after before says finds opens closes returns warns hopes doubts wins loses new old late early small large public quiet'.split(
    ' ',
  )
let state = 7
const random = (below) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return state % below
}
const sentence = (length) =>
  `${Array.from({ length }, () => WORDS[random(WORDS.length)]).join(' ')}.`.replace(/^./, (first) =>
    first.toUpperCase(),
  )
const text = (sentences) =>
  Array.from({ length: sentences }, () => sentence(8 + random(12))).join(' ')

function make(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}

const app = document.getElementById('app')
const ticker = make('div', 'ticker', 'Live')
const offer = make('aside', 'offer')
const main = make('main')
const nav = make('nav', 'nav', ...['Home', 'World', 'Money', 'Culture', 'Sport'].map(link))
app.append(
  make('header', 'top', make('strong', 'logo', 'The Daily Bench'), nav, ticker),
  offer,
  main,
)

function link(label, index) {
  const element = make('a', 'nav-link', label)
  element.href = `#/${label.toLowerCase()}`
  element.addEventListener('click', (event) => {
    event.preventDefault()
    history.pushState({}, '', element.href)
    route(index)
  })
  return element
}

function style(route) {
  const sheet = document.createElement('style')
  document.head.append(sheet)
  for (let rule = 0; rule < 40; rule++)
    sheet.sheet.insertRule(
      `.r${route}-${rule} { margin: ${rule % 7}px; color: rgb(${rule}, 0, 0) }`,
      rule,
    )
}

function teaser(index) {
  const title = make('a', 'title', sentence(6 + random(5)))
  title.href = `#/article/${index}`
  title.addEventListener('click', (event) => {
    event.preventDefault()
    history.pushState({}, '', title.href)
    article()
  })
  return make(
    'article',
    'teaser card',
    make('span', 'kicker', sentence(2)),
    make('h2', 'headline', title),
    make('p', 'summary', text(2)),
    make('footer', 'meta', make('time', 'when', `${random(12)} hours ago`), ` by ${sentence(2)}`),
  )
}

function route(index) {
  style(index)
  main.replaceChildren(
    make('h1', 'section', sentence(2)),
    make('div', 'grid', ...Array.from({ length: 60 }, (_, at) => teaser(at))),
  )
  scrollTo(0, 0)
}

function article() {
  style(9)
  const comments = Array.from({ length: 30 }, () =>
    make('li', 'comment', make('b', 'author', sentence(2)), make('p', 'said', text(2))),
  )
  main.replaceChildren(
    make('h1', 'headline', sentence(9)),
    ...Array.from({ length: 40 }, () => make('p', 'paragraph', text(4))),
    make('ol', 'comments', ...comments),
  )
  scrollTo(0, 0)
}

setInterval(() => {
  ticker.textContent = `Live: ${sentence(9)}`
}, 2000)
setInterval(() => {
  offer.replaceChildren(
    make('a', 'ad', make('b', 'ad-title', sentence(3)), make('span', 'ad-text', sentence(9))),
  )
}, 3000)
route(0)
