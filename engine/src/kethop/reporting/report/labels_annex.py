"""Words of the annexes, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from kethop.vocabulary import Text

__all__ = ["ANNEX_LABELS"]

ANNEX_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "annex": Text(vi="Phụ lục {number}", en="Annex {number}"),
        "attached": Text(
            vi="(Kèm theo Báo cáo số {number} {day}{body})", en="(Attached to Report {number} {day}{body})"
        ),
        "attached_of": Text(vi=" của {body}", en=" of {body}"),
        "attached_no_day": Text(vi="ngày …… tháng …… năm ……", en="of …… ……………… ……"),
        "attached_day_en": Text(vi="{day}", en="of {day}"),
        "a_map": Text(vi="BẢN ĐỒ VỊ TRÍ", en="LOCATION MAP"),
        "a_corners": Text(vi="BẢNG TỌA ĐỘ", en="TABLE OF COORDINATES"),
        "a_profile": Text(vi="MẶT CẮT ĐỘ CAO", en="HEIGHT PROFILE"),
        "a_data": Text(vi="DỮ LIỆU ĐÃ ĐỐI CHIẾU, MÃ ĐỊNH DANH", en="DATA CONSULTED, IDENTITY OF THE RUN"),
        # map
        "map_alt": Text(
            vi="Bản đồ vị trí tỷ lệ 1:{scale}: {size}, {places}. Lưới VN-2000.",
            en="Location map, scale 1:{scale}: {size}, {places}. VN-2000 grid.",
        ),
        "grid_filed": Text(
            vi="Lưới VN-2000, kinh tuyến trục {meridian}, múi {width}° ({code}), là hệ tọa độ của hồ sơ",
            en="VN-2000 grid, central meridian {meridian}, {width}° zone ({code}), as filed",
        ),
        "grid_nearest": Text(
            vi="Lưới VN-2000, kinh tuyến trục {meridian}, múi {width}° ({code}): hồ sơ không nộp theo lưới nào, lấy kinh "
            "tuyến trục gần khu đất nhất, có thể khác kinh tuyến trục quy định cho tỉnh",
            en="VN-2000 grid, central meridian {meridian}, {width}° zone ({code}): the file was in no grid, the meridian "
            "nearest to the site is taken, which may differ from the one prescribed for the province",
        ),
        "map_true": Text(
            vi="Tỷ lệ đúng khi in ở cỡ 100 % trên giấy A4. Tọa độ lưới tính bằng mét; chuyển giữa WGS 84 và VN-2000 theo "
            "EPSG:6960, độ chính xác 1 m. Không dùng thay số liệu đo đạc.",
            en="The scale is true when printed at 100 % on A4. Grid coordinates in metres; WGS 84 and VN-2000 are "
            "converted by EPSG:6960, accuracy 1 m. Not a survey.",
        ),
        "map_source": Text(vi="{name}: lớp “{layer}”, số liệu đến {day}.", en="{name}: layer “{layer}”, as of {day}."),
        "map_no_base": Text(
            vi="Bản đồ không có nền: không có lớp dữ liệu công khai nào đúng mã băm của lần thẩm định.",
            en="The map has no base: no open layer with the hash of the run is at hand.",
        ),
        "map_not_drawn": Text(
            vi="Không vẽ được bản đồ: khu đất khai theo đơn vị hành chính, mà lớp đơn vị hành chính đúng mã băm không có.",
            en="No map can be drawn: the site is given by its units, and their layer with the hash of the run is not at hand.",
        ),
        "map_too_large": Text(
            vi="Không vẽ được bản đồ: khu đất lớn hơn khổ giấy ở tỷ lệ 1:5.000.000.",
            en="No map can be drawn: the site is larger than the sheet at 1:5,000,000.",
        ),
        "north_letter": Text(vi="B", en="N"),
        "legend_site": Text(vi="khu đất", en="site"),
        "legend_point": Text(vi="vị trí", en="place"),
        "legend_line": Text(vi="tuyến", en="line"),
        "legend_communes": Text(vi="xã, phường", en="commune, ward"),
        "legend_provinces": Text(vi="tỉnh, thành phố", en="province, city"),
        "legend_runways": Text(vi="đường cất hạ cánh", en="runway"),
        # corners
        "corner": Text(vi="Điểm", en="Point"),
        "x_north": Text(vi="X, Bắc (m)", en="X, north (m)"),
        "y_east": Text(vi="Y, Đông (m)", en="Y, east (m)"),
        "latitude": Text(vi="Vĩ độ Bắc, như nộp (°)", en="Latitude N, as filed (°)"),
        "longitude": Text(vi="Kinh độ Đông, như nộp (°)", en="Longitude E, as filed (°)"),
        "edge": Text(vi="Cạnh (m)", en="Edge (m)"),
        "path_point": Text(vi="Điểm", en="Point"),
        "path_line": Text(vi="Tuyến", en="Line"),
        "path_outer": Text(vi="Vòng ngoài", en="Outer ring"),
        "path_hole": Text(vi="Phần khoét", en="Hole"),
        "corners_as_filed": Text(
            vi="Tọa độ ghi đúng như tệp nộp “{source}” (hệ {crs}). Chiều dài cạnh tính trên lưới.",
            en="Coordinates exactly as in the filed “{source}” ({crs}). Edges are measured on the grid.",
        ),
        "corners_area": Text(vi="Diện tích: {area} m² ({hectares} ha).", en="Area: {area} m² ({hectares} ha)."),
        "corners_length": Text(
            vi="Chiều dài trên mặt elipxoit: {length} m.", en="Length on the ellipsoid: {length} m."
        ),
        "corners_repairs": Text(vi="Sửa chữa, cách đọc tệp:", en="Repairs and readings of the file:"),
        "corners_no_repairs": Text(
            vi="Tệp được đọc nguyên trạng, không sửa chữa.", en="The file was read as it is, without repairs."
        ),
        "corners_checks": Text(
            vi="Đối chiếu số liệu hồ sơ ghi với số liệu đo được:", en="What the file states beside what was measured:"
        ),
        "corners_too_many": Text(
            vi="Khu đất có {count} điểm; bảng này chỉ in đến 600 điểm. Bảng đầy đủ ở tệp nộp, mã băm ghi ở phụ lục cuối.",
            en="The site has {count} points; this table prints up to 600. All of them are in the file as filed, whose hash stands in the last annex.",
        ),
        # profile
        "profile_alt": Text(
            vi="Mặt cắt từ ngưỡng {threshold} đến khu đất: bề mặt thấp nhất tại khu đất ở {permitted} m.",
            en="Profile from threshold {threshold} to the site: the lowest surface over it is at {permitted} m.",
        ),
        "profile_is": Text(
            vi="Từ ngưỡng {threshold} qua điểm bất lợi nhất của khu đất, cự ly {distance} m. Bề mặt quyết định: {surface}, "
            "ở {permitted} m so với mực nước biển{top}. Bề mặt tính theo {regime}, không phải bề mặt đã công bố.",
            en="From threshold {threshold} through the decisive point of the site, at {distance} m. Governing surface: "
            "{surface}, at {permitted} m above sea level{top}. Computed from {regime}, not the published plan.",
        ),
        "regime_annex14-2004": Text(vi="Phụ ước 14 ICAO", en="ICAO Annex 14"),
        "regime_decree222-2026": Text(
            vi="Nghị định 222/2026/NĐ-CP, phần đọc được", en="Decree 222/2026/NĐ-CP, as far as read"
        ),
        "profile_other": Text(
            vi="Theo {regime}: bề mặt thấp nhất trên khu đất là {surface}, ở {permitted} m.",
            en="By {regime}: the lowest surface over the site is the {surface}, at {permitted} m.",
        ),
        "profile_other_none": Text(
            vi="Theo {regime}: không có bề mặt tính được nào phía trên khu đất.",
            en="By {regime}: no surface that can be computed lies over the site.",
        ),
        "profile_over": Text(
            vi="; đỉnh công trình ở {top} m, vượt {over} m", en="; top of the work {top} m, {over} m above it"
        ),
        "profile_under": Text(
            vi="; đỉnh công trình ở {top} m, thấp hơn {over} m", en="; top of the work {top} m, {over} m below it"
        ),
        "profile_ground": Text(
            vi="Mặt đất tự nhiên theo khai: {ground} m; địa hình dọc tuyến không có số liệu.",
            en="Natural ground as declared: {ground} m; there is no terrain along the line.",
        ),
        "profile_no_ground": Text(
            vi="Hồ sơ chưa ghi mặt đất tự nhiên; địa hình dọc tuyến không có số liệu.",
            en="The file gives no natural ground; there is no terrain along the line.",
        ),
        "profile_scale": Text(
            vi="Chiều cao vẽ gấp {times} lần cự ly.", en="Heights are drawn {times} times larger than distances."
        ),
        "profile_heights": Text(vi="Độ cao (m)", en="Elevation (m)"),
        "profile_distances": Text(vi="Cự ly (km)", en="Distance (km)"),
        "profile_top": Text(vi="đỉnh {metres} m", en="top {metres} m"),
        "profile_no_top": Text(vi="khu đất, chưa biết đỉnh", en="site, top not known"),
        # data and identity
        "layer": Text(vi="Lớp dữ liệu", en="Layer"),
        "layer_state": Text(vi="Trả lời", en="Answer"),
        "layer_day": Text(vi="Số liệu đến", en="As of"),
        "layer_hash": Text(vi="Mã băm SHA-256", en="SHA-256"),
        "state_answered": Text(vi="đã trả lời, phủ hết khu đất", en="answered, covers the whole site"),
        "state_missing": Text(vi="không có", en="missing"),
        "state_stale": Text(vi="quá hạn cập nhật", en="out of date"),
        "state_unreadable": Text(vi="không đọc được", en="unreadable"),
        "state_crs_unknown": Text(vi="không đọc được hệ tọa độ", en="coordinate system unreadable"),
        "state_not_covering": Text(vi="không phủ hết khu đất", en="does not cover the whole site"),
        "credits": Text(vi="Ghi công nguồn dữ liệu, nguyên văn", en="Credits of the data, as required"),
        "p_surface": Text(vi="Bề mặt", en="Surface"),
        "p_from": Text(vi="Từ cự ly (m)", en="From (m)"),
        "p_to": Text(vi="Đến cự ly (m)", en="To (m)"),
        "p_start": Text(vi="Độ cao đầu (m)", en="Elevation at start (m)"),
        "p_end": Text(vi="Độ cao cuối (m)", en="Elevation at end (m)"),
        "p_none": Text(vi="không có bề mặt tính được", en="no surface that can be computed"),
        "identity": Text(vi="Mã định danh", en="Identity"),
        "identity_what": Text(vi="Mục", en="Item"),
        "identity_value": Text(vi="Giá trị", en="Value"),
        "i_run": Text(vi="Mã băm của kết quả", en="Hash of the run"),
        "i_pack": Text(vi="Gói pháp luật", en="Pack of law"),
        "i_engine": Text(vi="Chương trình", en="Program"),
        "i_site": Text(vi="Tệp khu đất", en="Site file"),
        "provenance": Text(
            vi="Tệp này xuất từ bản có mã băm {sha256}; sửa trong Word không làm thay đổi hồ sơ.",
            en="This file was made from the run with hash {sha256}; changing it in Word does not change the file.",
        ),
    }
)
