"""OWSLib against a server that runs: scripts/clients.sh calls this.

Usage: owslib_client.py URL NUMBER_OF_STATIONS
"""

import sys

from owslib.ogcapi.features import Features


def main(url: str, stations: int) -> None:
    service = Features(url)
    assert service.feature_collections() == ["stations", "homes", "areas", "coverage-gaps"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in service.conformance()["conformsTo"]
    assert "/collections/stations/items" in service.api()["paths"]
    assert service.collection("stations")["itemType"] == "feature"
    assert "working" in service.collection_queryables("stations")["properties"]

    seen, offset = set(), 0
    while True:
        page = service.collection_items("stations", limit=1000, offset=offset)
        seen.update(feature["id"] for feature in page["features"])
        offset += page["numberReturned"]
        if not any(link["rel"] == "next" for link in page["links"]):
            break
    assert len(seen) == stations == page["numberMatched"], (len(seen), stations)

    box = service.collection_items("stations", bbox=[116.44, 39.90, 116.50, 39.95], limit=10000)
    text = "s_intersects(geometry, BBOX(116.44, 39.90, 116.50, 39.95))"
    filtered = service.collection_items("stations", filter=text, limit=10000)
    assert box["numberMatched"] == filtered["numberMatched"] > 0
    one = service.collection_item("stations", box["features"][0]["id"])
    assert one["geometry"] == box["features"][0]["geometry"]
    print(f"clients: OWSLib, stations: {len(seen)}")


main(sys.argv[1], int(sys.argv[2]))
