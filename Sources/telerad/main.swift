print("telerad")
