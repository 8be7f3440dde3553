"""What lies under each line of a page: the last thing painted there before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cimaise.checks.contrast import Ground, seen
from cimaise.checks.picture_tones import tones_under
from cimaise.checks.subject import PageSubject, SlotRun, box_of
from cimaise.diagnostics import InputError
from cimaise.geometry import Point, Rect, bounds
from cimaise.inks import WHITE, Ink, contrast
from cimaise.layout.marks import PathMark, PictureMark
from cimaise.model.paths import profile_file
from cimaise.resources.profiles import Profile, carried_cmyk, load_profile

if TYPE_CHECKING:
    from cimaise.checks.surfaces import Surface

# Along a line, letters are looked at here.
SAMPLES = (0.02, 0.25, 0.5, 0.75, 0.98)
RECTANGLE_STEPS = 5
# Letters are lost where the picture is nearest to them; less than this share is let pass.
WORST_SHARE = 0.1


class Grounds:
    """The grounds of one page. Boxes of shapes are measured once."""

    def __init__(self, page: PageSubject) -> None:
        self._profile = _profile(page)
        self._paper = page.edition.setting.paper
        self._surfaces: dict[int, Surface] = {}
        self._shapes: list[tuple[int, Rect, PathMark | PictureMark]] = []
        for order, (_, mark) in enumerate(page.painted):
            if isinstance(mark, PictureMark):
                self._shapes.append((order, mark.frame, mark))
            elif isinstance(mark, PathMark) and mark.fill is not None and mark.path:
                self._shapes.append((order, bounds(mark.path), mark))

    def colour(self, ink: Ink) -> Ground:
        """An ink as it looks in print."""
        return seen(ink, self._profile)

    def under(self, placed: SlotRun) -> tuple[Ground, ...]:
        """The grounds that a run stands on, without repeats."""
        run = placed.run
        if run.halo is not None:
            return (self.colour(run.halo),)
        box = box_of(run)
        shapes = [
            (area, mark)
            for order, area, mark in self._shapes
            if order < placed.order and area.overlaps(box)
        ]
        if not shapes:
            return (self.colour(self._paper),)
        area, top = shapes[-1]
        if isinstance(top, PathMark) and top.fill and area.contains(box) and _is_rectangle(top):
            return (self.colour(top.fill),)
        found: dict[str, Ground] = {}
        letters = self.colour(run.ink)
        for point in _points(placed):
            ground = self._at(point, shapes, box, letters)
            found.setdefault(ground.name, ground)
        return tuple(found.values())

    def _at(
        self,
        point: Point,
        shapes: Sequence[tuple[Rect, PathMark | PictureMark]],
        box: Rect,
        letters: Ground,
    ) -> Ground:
        for area, mark in reversed(shapes):
            if not (area.x <= point.x <= area.right and area.y <= point.y <= area.bottom):
                continue
            if isinstance(mark, PictureMark):
                return self._of_picture(mark, box, letters)
            if mark.fill is not None and self._covers(mark, point):
                return self.colour(mark.fill)
        return self.colour(self._paper)

    def _covers(self, mark: PathMark, point: Point) -> bool:
        if _is_rectangle(mark):
            return True
        # numpy takes longer to load than most checks to run, and few pages need it.
        from cimaise.checks.surfaces import Surface

        surface = self._surfaces.get(id(mark))
        if surface is None:
            surface = self._surfaces[id(mark)] = Surface(mark.path)
        return surface.contains(point)

    def _of_picture(self, mark: PictureMark, box: Rect, letters: Ground) -> Ground:
        tones = tones_under(mark, _share(mark.frame, box), mark.paper or WHITE, self._profile)
        name = f"picture {mark.file.name}"
        if not tones:
            return Ground(name, 1.0, is_picture=True)
        worst = sorted(tones, key=lambda tone: contrast(letters.luminance, tone))
        middle = sorted(tones)[len(tones) // 2]
        return Ground(name, worst[int(len(tones) * WORST_SHARE)], is_picture=True, usual=middle)


def _points(placed: SlotRun) -> Iterator[Point]:
    run = placed.run
    box = box_of(run)
    for share in SAMPLES:
        if run.angle_deg:
            yield Point(box.x + box.width * share, box.y + box.height * share)
        else:
            yield Point(box.x + box.width * share, box.y + box.height * 0.45)


def _is_rectangle(mark: PathMark) -> bool:
    """Whether it is an upright rectangle, which fills its own box."""
    path = mark.path
    if len(path) != RECTANGLE_STEPS or any(step.op not in "MLZ" for step in path):
        return False
    corners = [step.points[0] for step in path if step.points]
    return len(corners) == 4 and {corners[0].x, corners[2].x} == {corner.x for corner in corners}


def _share(frame: Rect, box: Rect) -> tuple[float, float, float, float]:
    left = max(0.0, (box.x - frame.x) / frame.width)
    top = max(0.0, (box.y - frame.y) / frame.height)
    right = min(1.0, (box.right - frame.x) / frame.width)
    bottom = min(1.0, (box.bottom - frame.y) / frame.height)
    return left, top, right, bottom


def _profile(page: PageSubject) -> Profile:
    file = profile_file(page.exhibition.folder, page.edition.printer.profile)
    try:
        return load_profile(file) if isinstance(file, Path) else carried_cmyk()
    except InputError:
        return carried_cmyk()
