"""Pages and tables as others make them, built for tests."""

from html import escape

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def page(rows, titles=("Participant", "Ratification"), **header):
    """A page of the UN Treaty Collection: rows are tuples of cells, as they are to be read."""
    head = {
        "chapter": "CHAPTER XXVII",
        "numsect": "99",
        "subnumsect": "",
        "title": "Convention on Built Pages",
        "conclusion": "Paris, 1 January 1950",
        "in_force": "",
        "parties": "",
        "signatories": "",
        **header,
    }
    table = f"<Tbody><Rows>{''.join(row(cells) for cells in rows)}</Rows></Tbody>"
    thead = f"<Thead><Row>{entries(titles)}</Row></Thead>"
    return f"""{HEAD}<Document>
  <Treaty>
    <Header>
      <Chapter><Header>{head["chapter"]}</Header><Name>X</Name></Chapter>
      <ExternalData>
        <Numsect>{head["numsect"]}</Numsect><Subnumsect>{head["subnumsect"]}</Subnumsect>
        <Titlesect>{escape(head["title"])}</Titlesect>
        <Conclusion>{escape(head["conclusion"])}</Conclusion>
        <EIF><Label>Entry into force</Label><Labeltext>{escape(head["in_force"])}</Labeltext></EIF>
        <Status><Parties>{head["parties"]}</Parties>
          <Signatories>{head["signatories"]}</Signatories></Status>
      </ExternalData>
    </Header>
    <Participants><Table><TGroup cols="{len(titles)}">
{thead}
{table}
    </TGroup></Table></Participants>
  </Treaty>
</Document>"""


def row(cells):
    return f"<Row>{entries(cells)}</Row>\n"


def entries(cells):
    """Cells; one that begins with < is XML as it stands."""
    shown = (
        cell if cell.startswith("<Entry") else f"<Entry>{escape(cell)}</Entry>" for cell in cells
    )
    return "".join(shown)
