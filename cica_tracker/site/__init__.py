"""The static web site: pages and files made from many logs, and the way into a folder.

All but `write` is pure: bytes of logs and `Options` in, pairs of a path and bytes out. It words
nothing (`words` does) and reads no clock: the day of the answers is an option.

To join with another kind of file, write a module here and name it in `build.PARTS`. It may have

    of_treaty(treaty: Treaty) -> Iterable[File]       files of one treaty, made in any process
    kept(treaty: Treaty) -> object                    what the whole site will need of it, small
    of_all(site: Site) -> Iterable[File | Later]      files of the whole site, from what was kept

`Treaty` and `Site` are in `values`. What was kept of each treaty is `told.kept["module"]` for each
`told` in `site.treaties`. A path is relative, with `/`; each is made once. What a treaty's page
shows of a module stands in `treaty.html`, which has `treaty` and may import what it shows.
"""
