"""Loads one table of a REST API into Parquet files with dlt, and prints what it took, in seconds, as one line of JSON.

The settings are those that dlt's own page on performance recommends for one big table
(https://dlthub.com/docs/reference/performance): whole pages, one thread for each range of keys (`parallelized`), files small
enough that the normalizer's processes share them, nested values kept in their row (`max_table_nesting`).
"""

import json
import os
import sys
import time

request = json.load(sys.stdin)
settings = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "ERROR",
    "DLT_DATA_DIR": request["work_folder"],
    "DLT_PROJECT_DIR": request["work_folder"],
    "EXTRACT__WORKERS": str(len(request["ranges"])),
    "NORMALIZE__WORKERS": str(request["processes"]),
    "SOURCES__DATA_WRITER__FILE_MAX_ITEMS": str(request["rows_per_file"]),
}
# Before the import: dlt reads its settings once.
os.environ.update(settings)

import dlt  # noqa: E402
from dlt.sources.rest_api import rest_api_source  # noqa: E402


def resource(number, conditions):
    return {
        "name": f"range_{number}",
        "table_name": "records",
        "write_disposition": "append",
        "parallelized": True,
        "max_table_nesting": 0,
        "endpoint": {
            "path": request["url"],
            "params": {"conditions": conditions, "orderBy": "id asc", "pageSize": request["page_size"]},
            "paginator": {"type": "header_link"},
        },
    }


source = rest_api_source(
    {
        "client": {"base_url": request["url"], "headers": request["headers"]},
        "resources": [resource(number, conditions) for number, conditions in enumerate(request["ranges"])],
    }
)
pipeline = dlt.pipeline(
    "bench",
    destination=dlt.destinations.filesystem(bucket_url=request["lake_url"]),
    dataset_name="raw",
    pipelines_dir=os.path.join(request["work_folder"], "pipelines"),
)
started = time.perf_counter()
pipeline.run(source, loader_file_format="parquet")
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "records": pipeline.last_trace.last_normalize_info.row_counts["records"]}))
