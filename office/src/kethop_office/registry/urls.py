"""Pages of this room."""

from django.urls import path

from kethop_office.registry.views import imports, layer_drafts, layers, merging, parks

app_name = "registry"
urlpatterns = [
    path("park/", parks.park_list, name="parks"),
    path("park/export/", parks.export, name="parks-export"),
    path("park/new/", parks.new_park, name="park-new"),
    path("park/merge/", merging.merges, name="merges"),
    path("park/merge/<uuid:key>/", merging.decide, name="merge"),
    path("park/<uuid:key>/", parks.park, name="park"),
    path("park/<uuid:key>/edit/", parks.edit, name="park-edit"),
    path("park/<uuid:key>/merge/", merging.propose, name="park-merge"),
    path("doubt/<uuid:key>/", parks.settle, name="doubt"),
    path("import/", imports.imports, name="imports"),
    path("import/new/", imports.upload, name="import-new"),
    path("import/<uuid:key>/", imports.run, name="import"),
    path("import/<uuid:key>/sheet/", imports.sheet, name="import-sheet"),
    path("import/<uuid:key>/columns/", imports.columns, name="import-columns"),
    path("import/<uuid:key>/rows/", imports.rows, name="import-rows"),
    path("import/<uuid:key>/undo/", imports.undo, name="import-undo"),
    path("import/row/<uuid:key>/take/", imports.take, name="row-take"),
    path("import/row/<uuid:key>/leave/", imports.leave, name="row-leave"),
    path("layer/", layers.layer_list, name="layers"),
    path("layer/read/", layers.read_again, name="layers-read"),
    path("layer/new/", layers.deliver, name="layer-new"),
    path("layer/draft/<uuid:key>/", layer_drafts.draft, name="layer-draft"),
    path("layer/draft/<uuid:key>/publish/", layer_drafts.publish, name="layer-publish"),
    path("layer/draft/<uuid:key>/withdraw/", layer_drafts.withdraw, name="layer-withdraw"),
    path("layer/<uuid:key>/", layers.layer, name="layer"),
    path("layer/<uuid:key>/retire/", layers.retire, name="layer-retire"),
]
