// Of waves.cc.
constexpr float kWaveHeight = 2;
