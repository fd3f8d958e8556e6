/// How pages look: on a screen, a phone and paper, by day and by night.
///
/// Colours of text have a contrast of 4.5 to 1 and more with what is behind them in both schemes (WCAG 2.1, 1.4.3).
enum PageStyle {
    static let text = screen + narrow + dark + paper

    private static let screen = """

        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b2430; --soft: #4d5a6a; --line: #d5dbe3;
          --tint: #f4f6f9; --link: #0a5490; --good: #0b6b43; --bad: #a1301f; --open: #6f5200; --good-tint: #e6f4ec;
          --bad-tint: #fbebe8; --open-tint: #fbf3dc; --accent: #0a5490; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0 auto; max-width: 66rem; padding: 0 1.25rem 3rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere; text-wrap: balance; }
        h1 { font-size: 2rem; margin: 0.2rem 0 0.6rem; letter-spacing: -0.01em; }
        h2 { font-size: 1.35rem; margin: 2.6rem 0 0.7rem; padding-top: 0.9rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.05rem; margin: 1.6rem 0 0.4rem; }
        p { margin: 0.5rem 0; overflow-wrap: anywhere; }
        a { color: var(--link); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        body > header { padding-top: 1.6rem; }
        .kind { color: var(--soft); font-weight: 600; letter-spacing: 0.02em; margin: 0; }
        .description { font-size: 1.08rem; max-width: 48rem; }
        .design { color: var(--soft); font-size: 0.92rem; }
        .answer h2 { margin-top: 1.2rem; }
        .headline { font-size: 1.4rem; line-height: 1.35; font-weight: 600; margin: 0.4rem 0 1rem; max-width: 50rem; }
        .cards { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: 0.8rem;
          grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
        .card { border: 1px solid var(--line); border-left: 0.3rem solid var(--open); border-radius: 0.35rem;
          padding: 0.6rem 0.9rem; background: var(--tint); }
        .card.good { border-left-color: var(--good); }
        .card.bad { border-left-color: var(--bad); }
        .card.same { border-left-color: var(--soft); }
        .card p { font-size: 0.93rem; margin: 0.25rem 0; }
        .card .claim { font-size: 1rem; font-weight: 600; }
        .badge { display: inline-block; border-radius: 0.3rem; padding: 0 0.45rem; font-size: 0.86rem; font-weight: 700;
          color: var(--open); background: var(--open-tint); }
        .badge.good { color: var(--good); background: var(--good-tint); }
        .badge.same { color: var(--soft); background: none; border: 1px solid var(--line); }
        .badge.bad { color: var(--bad); background: var(--bad-tint); }
        nav ul { list-style: none; margin: 1.4rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem;
          font-size: 0.95rem; }
        nav a { display: inline-block; padding: 0.15rem 0; }
        .note { color: var(--soft); font-size: 0.93rem; max-width: 50rem; }
        figure { margin: 1.2rem 0 1.8rem; padding: 0; }
        figcaption { margin-bottom: 0.5rem; max-width: 50rem; }
        .chart svg { display: block; width: 100%; height: auto; max-width: 54rem; }
        .figures { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fill, minmax(min(28rem, 100%), 1fr)); }
        .figures figure:first-child:nth-last-child(odd) { grid-column: 1 / -1; }
        .tables { display: flex; flex-wrap: wrap; gap: 0 3rem; }
        .tables .scroll { max-width: 100%; }
        details { margin-top: 0.4rem; font-size: 0.93rem; }
        summary { cursor: pointer; color: var(--link); width: fit-content; }
        .scroll { overflow-x: auto; margin: 0.8rem 0 1.4rem; }
        details .scroll { max-height: 26rem; overflow: auto; }
        table { border-collapse: collapse; min-width: min(20rem, 100%); font-size: 0.9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: 0 0 0.35rem; }
        caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2.5rem); }
        th, td { padding: 0.22rem 0.8rem 0.22rem 0; text-align: right; vertical-align: top; }
        th:first-child, td:first-child { text-align: left; }
        td { white-space: nowrap; }
        td.words { white-space: normal; text-align: left; min-width: 14rem; }
        tbody th { font-weight: 500; min-width: 7rem; }
        thead th { border-bottom: 2px solid var(--line); color: var(--soft); font-weight: 600; vertical-align: bottom; }
        tbody tr { border-bottom: 1px solid var(--line); }
        tbody tr.part th { padding-left: 1.1rem; font-weight: 400; color: var(--soft); }
        tbody tr.apart { border-top: 2px solid var(--line); }
        .facts { display: grid; gap: 0.5rem 1.6rem; margin: 1rem 0;
          grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); }
        dt { color: var(--soft); font-size: 0.86rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        pre { background: var(--tint); border: 1px solid var(--line); border-radius: 0.35rem; padding: 0.7rem 0.9rem;
          overflow-x: auto; font-size: 0.88rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        footer { font-size: 0.95rem; }

        """

    private static let narrow = """
        @media (max-width: 40rem) {
          body { padding: 0 0.9rem 2rem; }
          h1 { font-size: 1.55rem; }
          h2 { font-size: 1.2rem; margin-top: 2rem; }
          .headline { font-size: 1.15rem; }
        }

        """

    private static let dark = """
        @media (prefers-color-scheme: dark) {
          :root { --paper: #12161c; --ink: #e4e9f0; --soft: #a5b1c0; --line: #364150; --tint: #1a2029; --link: #7cc0f5;
            --good: #6fd6a0; --bad: #f59c8c; --open: #e6c46a; --good-tint: #14301f; --bad-tint: #3a1d18;
            --open-tint: #332a10; --accent: #7cc0f5; }
        }

        """

    private static let paper = """
        @page { margin: 16mm 14mm; }
        @media print {
          :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --soft: #3d4753; --line: #b9c1cb; --tint: #ffffff;
            --link: #000000; --good: #0b6b43; --bad: #a1301f; --open: #6f5200; --good-tint: #ffffff;
            --bad-tint: #ffffff; --open-tint: #ffffff; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          nav, details { display: none; }
          h2 { margin-top: 1.2rem; }
          h2, h3, caption { break-after: avoid; }
          figure, .card, tr, dl div { break-inside: avoid; }
          thead { display: table-header-group; }
          .scroll, .chart { overflow: visible; }
          .chart svg { width: auto; max-width: 100%; max-height: 92mm; }
          .chart.half svg { max-height: 108mm; }
          .chart.whole svg { max-height: 200mm; }
          .figures { display: block; }
          figure { margin: 0.6rem 0 1rem; }
          caption span { max-width: none; }
          table { font-size: 8pt; }
          th, td { padding-right: 0.5rem; }
          .cards { grid-template-columns: 1fr 1fr; }
        }

        """
}
