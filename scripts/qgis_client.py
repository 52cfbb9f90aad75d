"""QGIS against a server that runs, without a screen: scripts/qgis.sh calls this.

Usage: qgis_client.py URL NUMBER_OF_STATIONS
"""

import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDataSourceUri,
    QgsExpression,
    QgsFeatureRequest,
    QgsRectangle,
    QgsVectorLayer,
)

BOX = QgsRectangle(116.44, 39.90, 116.50, 39.95)


def layer_of(url: str, collection: str, **parameters: str) -> QgsVectorLayer:
    """A layer as the dialog "WFS / OGC API - Features" makes it."""
    source = QgsDataSourceUri()
    for name, value in {"url": url, "typename": collection, **parameters}.items():
        source.setParam(name, value)
    layer = QgsVectorLayer(source.uri(False), collection, "OAPIF")
    assert layer.isValid(), (collection, layer.dataProvider().error().message())
    return layer


def ids(layer: QgsVectorLayer, request: QgsFeatureRequest | None = None) -> set[str]:
    return {feature["code"] for feature in layer.getFeatures(request or QgsFeatureRequest())}


def main(url: str, expected: int) -> None:
    print(f"qgis: version {Qgis.QGIS_VERSION}")
    stations = layer_of(url, "stations")
    found = ids(stations)
    assert len(found) == expected, (len(found), expected)
    assert stations.featureCount() == expected, stations.featureCount()
    print(f"qgis: stations: {len(found)}")

    assert stations.crs().isValid() and stations.crs().isGeographic(), stations.crs().authid()
    assert BOX.xMinimum() > stations.extent().xMinimum() > 100, stations.extent().toString()
    kinds = {field.name(): field.typeName() for field in stations.fields()}
    print(f"qgis: reference system {stations.crs().authid()}, {len(kinds)} properties")

    # A rectangle, and the same where QGIS looks at the features itself.
    inside = {
        feature["code"]
        for feature in stations.getFeatures()
        if BOX.contains(feature.geometry().asPoint())
    }
    asked = ids(layer_of(url, "stations"), QgsFeatureRequest().setFilterRect(BOX))
    assert asked == inside != set(), (len(asked), len(inside))
    print(f"qgis: a rectangle: {len(asked)}")

    # A filter that the server is asked, and the same where QGIS looks itself. None of true and
    # false: QGIS 3.22 loses them in its own copy of what it has read.
    for expression in (
        "\"seats\" >= 12 AND \"status\" = 'open'",
        "\"name\" LIKE '%银行%'",
    ):
        by_server = layer_of(url, "stations")
        assert by_server.setSubsetString(expression), expression
        looked_at = QgsFeatureRequest(QgsExpression(expression))
        assert ids(by_server) == ids(stations, looked_at) != set(), expression
        print(f"qgis: {expression}: {by_server.featureCount()}")

    for collection in ("homes", "areas", "coverage-gaps"):
        layer = layer_of(url, collection)
        number = sum(1 for feature in layer.getFeatures() if not feature.geometry().isNull())
        assert number > 0, collection
        print(f"qgis: {collection}: {number} ({layer.geometryType()})")


application = QgsApplication([], False)
application.initQgis()
try:
    main(sys.argv[1], int(sys.argv[2]))
finally:
    application.exitQgis()
