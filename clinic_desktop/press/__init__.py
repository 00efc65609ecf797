"""Press: the only folder that knows ReportLab and pikepdf. It sets paper and knows no clinic."""
