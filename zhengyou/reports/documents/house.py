"""What an office may settle for itself about its documents, as data: margins, grid, fonts.

Every default is GB/T 9704-2012 as summed up in domain.md 6.2 (A4, type area 156 x 225 mm, 22 lines of 28
characters); lengths are in millimetres, sizes in points, the grid in twips (twentieths of a point).
"""

from __future__ import annotations

from dataclasses import dataclass, field

PAGE_WIDTH_MM = 210.0
PAGE_HEIGHT_MM = 297.0
LEAST_TYPE_AREA_MM = 80.0
TWIPS_IN_POINT = 20
MM_IN_POINT = 25.4 / 72


@dataclass(frozen=True)
class Font:
    """A font's name as offices know it, and the names to fall back on where it is not installed."""

    name: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class HouseFonts:
    """The five hands of an official document."""

    title: Font = Font("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"))
    body: Font = Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC"))
    level_two: Font = Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "Noto Serif CJK SC"))
    level_one: Font = Font("黑体", ("SimHei", "华文黑体", "Noto Sans CJK SC"))
    page_number: Font = Font("宋体", ("SimSun", "华文宋体", "Noto Serif CJK SC"))

    def all(self) -> tuple[Font, ...]:
        """Each font once, in the order in which the font table names them."""
        return tuple(dict.fromkeys((self.body, self.title, self.level_one, self.level_two, self.page_number)))


@dataclass(frozen=True)
class HouseStyle:
    """The measures of one office's documents; `HouseStyle()` is the national standard.

    Raises ValueError, in a sentence for the person who set the numbers, when the margins leave no room.
    """

    top_mm: float = 37.0
    bottom_mm: float = 35.0
    left_mm: float = 28.0
    right_mm: float = 26.0
    # 579 and not the arithmetic 580: with 580 the twenty-second line falls off the page.
    line_pitch_twips: int = 579
    line_height_pt: float = 28.9
    character_spacing_twips: int = -5
    body_pt: float = 16.0
    fonts: HouseFonts = field(default_factory=HouseFonts)

    def __post_init__(self) -> None:
        if min(self.top_mm, self.bottom_mm, self.left_mm, self.right_mm) < 0:
            raise ValueError("页边距不能是负数，请改成0以上的毫米数。")
        if min(self.type_area_width_mm, self.type_area_height_mm) < LEAST_TYPE_AREA_MM:
            raise ValueError("页边距太大，版心不足80毫米，请把页边距改小。")

    @property
    def type_area_width_mm(self) -> float:
        """Width of the type area, in millimetres: 156 in the standard."""
        return PAGE_WIDTH_MM - self.left_mm - self.right_mm

    @property
    def type_area_height_mm(self) -> float:
        """Height of the type area, in millimetres: 225 in the standard."""
        return PAGE_HEIGHT_MM - self.top_mm - self.bottom_mm

    @property
    def character_pt(self) -> float:
        """How far one full-width body character advances, in points."""
        return self.body_pt + self.character_spacing_twips / TWIPS_IN_POINT

    @property
    def characters_a_line(self) -> int:
        """How many full-width body characters stand in one line: 28 in the standard."""
        return int(self.type_area_width_mm / MM_IN_POINT / self.character_pt)


# A school's published house rule (domain.md 6.2): the type area keeps its width of 156 mm.
SCHOOL_MARGINS = HouseStyle(top_mm=35.0, bottom_mm=33.0, left_mm=27.0, right_mm=27.0)
