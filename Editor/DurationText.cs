using System;

namespace SagTextures.Editor
{
    /// <summary>Durations as people say them.</summary>
    public static class DurationText
    {
        /// <summary>E.g. 45 s, 12 min, 3 h 20 min, 2 days 4 h.</summary>
        public static string Of(TimeSpan duration) =>
            duration.TotalSeconds < 90 ? $"{duration.TotalSeconds:0} s"
            : duration.TotalMinutes < 90 ? $"{duration.TotalMinutes:0} min"
            : duration.TotalHours < 48 ? $"{(int)duration.TotalHours} h {duration.Minutes} min"
            : $"{(int)duration.TotalDays} days {duration.Hours} h";
    }
}
