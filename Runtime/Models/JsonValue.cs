using System.Collections.Generic;
using System.Globalization;

namespace SagTextures.Models
{
    /// <summary>
    /// One JSON value. The runtime reads its two headers itself: no JSON library is part of netstandard2.1, and one from
    /// a package would put half a dozen assemblies into every game.
    /// </summary>
    internal sealed class JsonValue
    {
        private static readonly IReadOnlyList<JsonValue> NoItems = System.Array.Empty<JsonValue>();
        private static readonly IReadOnlyList<KeyValuePair<string, JsonValue>> NoMembers =
            System.Array.Empty<KeyValuePair<string, JsonValue>>();

        private JsonValue(
            JsonKind kind,
            string text,
            IReadOnlyList<JsonValue> items,
            IReadOnlyList<KeyValuePair<string, JsonValue>> members)
        {
            Kind = kind;
            Text = text;
            Items = items;
            Members = members;
        }

        public JsonKind Kind { get; }

        /// <summary>A string's characters, a number's or a boolean's literal.</summary>
        public string Text { get; }

        public IReadOnlyList<JsonValue> Items { get; }

        /// <summary>In the order of the file; names are unique.</summary>
        public IReadOnlyList<KeyValuePair<string, JsonValue>> Members { get; }

        public static JsonValue Literal(JsonKind kind, string text) => new JsonValue(kind, text, NoItems, NoMembers);

        public static JsonValue Array(IReadOnlyList<JsonValue> items) =>
            new JsonValue(JsonKind.Array, string.Empty, items, NoMembers);

        public static JsonValue Object(IReadOnlyList<KeyValuePair<string, JsonValue>> members) =>
            new JsonValue(JsonKind.Object, string.Empty, NoItems, members);

        public bool TryGetInt64(out long value)
        {
            value = 0;
            return Kind == JsonKind.Number
                && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        public bool TryGetDouble(out double value)
        {
            value = 0;
            return Kind == JsonKind.Number
                && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && !double.IsInfinity(value)
                && !double.IsNaN(value);
        }
    }
}
