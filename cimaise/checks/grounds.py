"""What lies under each line of a page: the last thing painted there before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress

from msgspec import Struct

from cimaise.checks.contrast import Ground, seen
from cimaise.checks.picture_tones import tones_under
from cimaise.checks.subject import PageSubject, SlotRun
from cimaise.geometry import Point, Rect, bounds
from cimaise.inks import WHITE, Ink, contrast
from cimaise.layout.marks import PathMark, PictureMark
from cimaise.resources.profiles import printers_profile

# Along a line, letters are looked at here.
SAMPLES = (0.02, 0.25, 0.5, 0.75, 0.98)
RECTANGLE_STEPS = 5
# Letters are lost where the picture is nearest to them; less than this share is let pass.
WORST_SHARE = 0.1


class _Shape(Struct, frozen=True, eq=False):
    """What covers what was painted before it: the box around it, and whether it fills its box."""

    order: int
    box: Rect
    mark: PathMark | PictureMark
    is_box: bool

    def has_near(self, at: Point) -> bool:
        """Whether a point lies in its box."""
        box = self.box
        return box.x <= at.x <= box.right and box.y <= at.y <= box.bottom


class Grounds:
    """The grounds of one page's runs, found together: a shape is asked once for all its points."""

    def __init__(self, page: PageSubject) -> None:
        self._profile = printers_profile(page.exhibition.folder, page.edition.printer.profile)
        self._paper = page.edition.setting.paper
        shapes: list[_Shape] = []
        for order, (_, mark) in enumerate(page.painted):
            if isinstance(mark, PictureMark):
                shapes.append(_Shape(order, mark.frame, mark, is_box=True))
            elif isinstance(mark, PathMark) and mark.fill is not None and mark.path:
                box = bounds(mark.path)
                shapes.append(_Shape(order, box, mark, _is_rectangle(mark)))
        self._shapes = shapes[::-1]

    def colour(self, ink: Ink) -> Ground:
        """An ink as it looks in print."""
        return seen(ink, self._profile)

    def under(self, runs: Sequence[SlotRun]) -> list[tuple[Ground, ...]]:
        """The grounds that each run stands on, without repeats."""
        stacks = [() if placed.run.halo else tuple(self._below(placed)) for placed in runs]
        inside = _inside(runs, stacks)
        return [
            self._grounds(placed, stack, inside) for placed, stack in zip(runs, stacks, strict=True)
        ]

    def _below(self, placed: SlotRun) -> Iterator[_Shape]:
        """The shapes that may lie under a run, the uppermost first."""
        for shape in self._shapes:
            if shape.order < placed.order and shape.box.overlaps(placed.box):
                yield shape
                if shape.is_box and shape.box.contains(placed.box, 0.0):
                    return

    def _grounds(
        self,
        placed: SlotRun,
        stack: Sequence[_Shape],
        inside: Mapping[_Shape, AbstractSet[Point]],
    ) -> tuple[Ground, ...]:
        run = placed.run
        if run.halo is not None:
            return (self.colour(run.halo),)
        if not stack:
            return (self.colour(self._paper),)
        top = stack[0]
        if isinstance(top.mark, PathMark) and top.is_box and top.box.contains(placed.box):
            return (self._of_shape(top, placed),)
        found: dict[str, Ground] = {}
        for point in _points(placed):
            covering = (
                self._of_shape(shape, placed)
                for shape in stack
                if (shape.has_near(point) if shape.is_box else point in inside.get(shape, ()))
            )
            ground = next(covering, None) or self.colour(self._paper)
            found.setdefault(ground.name, ground)
        return tuple(found.values())

    def _of_shape(self, shape: _Shape, placed: SlotRun) -> Ground:
        mark = shape.mark
        if isinstance(mark, PathMark):
            return self.colour(mark.fill or self._paper)
        tones = tones_under(
            mark, _share(mark.frame, placed.box), mark.paper or WHITE, self._profile
        )
        name = f"picture {mark.file.name}"
        if not tones:
            return Ground(name, 1.0, is_picture=True)
        letters = self.colour(placed.run.ink)
        worst = sorted(tones, key=lambda tone: contrast(letters.luminance, tone))
        middle = sorted(tones)[len(tones) // 2]
        return Ground(name, worst[int(len(tones) * WORST_SHARE)], is_picture=True, usual=middle)


def _inside(
    runs: Sequence[SlotRun], stacks: Sequence[Sequence[_Shape]]
) -> dict[_Shape, AbstractSet[Point]]:
    """Which of the places where the runs are looked at lie in each shape that is no box."""
    asked: dict[_Shape, list[Point]] = {}
    for placed, stack in zip(runs, stacks, strict=True):
        for shape in stack:
            if not shape.is_box:
                asked.setdefault(shape, []).extend(filter(shape.has_near, _points(placed)))
    if not asked:
        return {}
    # numpy takes longer to load than most checks to run, and few pages need it.
    from cimaise.checks.surfaces import contained

    return {
        shape: set(compress(points, contained(shape.mark.path, points)))
        for shape, points in asked.items()
        if isinstance(shape.mark, PathMark) and points
    }


def _points(placed: SlotRun) -> list[Point]:
    box = placed.box
    if placed.run.angle_deg:
        return [Point(box.x + box.width * share, box.y + box.height * share) for share in SAMPLES]
    middle = box.y + box.height * 0.45
    return [Point(box.x + box.width * share, middle) for share in SAMPLES]


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
